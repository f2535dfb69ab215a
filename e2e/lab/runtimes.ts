import { fileURLToPath } from 'node:url';
import { electronRuntime } from '../../build/electron-runtime.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The built command line. */
export const cli = `${root}out/main/cli.js`;

export type RuntimeName = 'node' | 'electron';

export interface Runtime {
  readonly name: RuntimeName;
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The command line's own runtime (OpenSSL). */
export const node: Runtime = { name: 'node', program: `${root}node_modules/.bin/node`, env: {} };

let found: Promise<Runtime> | null = null;

/** The window's runtime (BoringSSL), run as plain Node. Fails with one line that says what is missing. */
export function electron(): Promise<Runtime> {
  found ??= electronRuntime().then((runtime) => {
    if ('missing' in runtime) throw new Error(runtime.missing);
    return { name: 'electron', program: runtime.executable, env: { ELECTRON_RUN_AS_NODE: '1' } };
  });
  return found;
}
