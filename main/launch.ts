import verbs from './verbs.json';

/** What this start of the app is for. */
export type Launch =
  | { readonly mode: 'cli'; readonly args: readonly string[] }
  | {
      readonly mode: 'window';
      /** Scenario of `--demo`, empty for the default one; null when it is no demo. */
      readonly demo: string | null;
      /** A name, an address or an .rdp file to begin with. */
      readonly target: string | null;
    };

/**
 * Reads the arguments of the process, the program itself left out. A verb first makes it the command line. In window mode
 * Chromium's own switches stand among ours; those that are unknown here are Chromium's business.
 */
export function readLaunch(args: readonly string[]): Launch {
  const first = args.findIndex((arg) => verbs.includes(arg));
  if (first !== -1 && args.slice(0, first).every((arg) => arg.startsWith('-'))) {
    return { mode: 'cli', args: args.slice(first) };
  }
  const demo = args.find((arg) => arg === '--demo' || arg.startsWith('--demo='));
  const word = args.find((arg) => !arg.startsWith('-')) ?? null;
  if (demo === undefined) return { mode: 'window', demo: null, target: word };
  // A word beside --demo can only be meant as its scenario: a demo contacts no PC.
  return { mode: 'window', demo: demo.slice('--demo='.length) || (word ?? ''), target: null };
}

/**
 * The arguments meant for the app, from those of the process: without the program, and, when Electron was given the folder
 * of the app to start, without that folder. Switches that stand before it are kept: Chromium's, and Playwright's.
 */
export function ownArguments(argv: readonly string[], startedByFolder: boolean): string[] {
  const args = argv.slice(1);
  if (!startedByFolder) return args;
  const folder = args.findIndex((arg) => !arg.startsWith('-'));
  return folder === -1 ? args : [...args.slice(0, folder), ...args.slice(folder + 1)];
}
