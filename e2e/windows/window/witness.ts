import type { RegistryTree } from '../reg-file';
import { exportKey } from '../seed';
import { startWorker, windows } from '../session';
import type { DialogAnswer, SeenDialog, TypedPassword } from '../put/dialogs';
import type { CredentialWish, SavedCredential } from '../put/credentials';

/** Sees the PC with Windows' own programs and a reader of its own for credentials: nothing of the app's code. */
export interface Witness {
  readonly look: () => Promise<Seen>;
  readonly answer: (answer: DialogAnswer) => Promise<SeenDialog>;
  /** Types a password where a dialog asks for one. */
  readonly type: (typed: TypedPassword) => Promise<SeenDialog>;
  /** Makes the person's saved sign-ins be these and no others. */
  readonly save: (credentials: readonly CredentialWish[]) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The PC as the witness sees it. */
export interface Seen {
  /** Keys with their values, types and bytes, as `reg export` gives them. */
  readonly registry: RegistryTree;
  /** Names with what `sc query` says of them. */
  readonly services: Readonly<Record<string, string>>;
  readonly credentials: readonly SavedCredential[];
}

/** What any fix may touch, and the keys around it. */
const keys = ['HKLM\\SYSTEM', 'HKLM\\SOFTWARE\\Microsoft', 'HKLM\\SOFTWARE\\Policies', 'HKCU'];
/**
 * Wine's own: credentials, which are read by their own reader, with the time of writing; what it keeps only while a session
 * lasts; its count of services that were started; and its task scheduler, which starts by itself once a task was made.
 */
const elsewhere = [
  /^HKCU\\Software\\Wine\\(Credential Manager|Temporary System Parameters)(\\|$)/i,
  /^HKLM\\SYSTEM\\CurrentControlSet\\(Control\\ServiceCurrent|Services\\Schedule)$/i
];
const services = ['TermService', 'UmRdpService', 'SessionEnv'];

export async function startWitness(): Promise<Witness> {
  const worker = await startWorker('programs/witness');
  return {
    look: async () => {
      const trees = await Promise.all(keys.map(exportKey));
      const states = await Promise.all(
        services.map(async (name) => [name, stateIn((await windows('sc', 'query', name)).stdout)] as const)
      );
      return {
        registry: new Map(
          trees.flatMap((tree) => [...tree].filter(([key]) => !elsewhere.some((own) => own.test(key))))
        ),
        services: Object.fromEntries(states),
        credentials: await worker.ask<SavedCredential[]>('credentials', null)
      };
    },
    answer: (answer) => worker.ask('answer', answer),
    type: (typed) => worker.ask('type', typed),
    save: (credentials) => worker.ask('save', credentials),
    stop: worker.stop
  };
}

/** What one look saw otherwise than the other, a line each; the registry of a PC is too long to be printed. */
export function differences(before: Seen, after: Seen): string[] {
  const lines: string[] = [];
  for (const key of new Set([...before.registry.keys(), ...after.registry.keys()])) {
    const [was, is] = [before.registry.get(key), after.registry.get(key)];
    if (!was || !is) lines.push(`${is ? 'new' : 'gone'}: ${key}`);
    for (const name of new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])) {
      const [old, now] = [was?.get(name), is?.get(name)].map((data) => JSON.stringify(data) ?? 'nothing');
      if (old !== now) lines.push(`${key}\\${name}: ${old} -> ${now}`);
    }
  }
  for (const part of ['services', 'credentials'] as const) {
    const [old, now] = [before, after].map((seen) => JSON.stringify(seen[part]));
    if (old !== now) lines.push(`${part}: ${old} -> ${now}`);
  }
  return lines;
}

const stateIn = (printed: string): string => /STATE\s*:\s*\d+\s+(\w+)/.exec(printed)?.[1] ?? 'absent';
