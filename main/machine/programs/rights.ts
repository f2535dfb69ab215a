import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isUnavailable, type Unavailable } from '../../../shared/model/machine-image';
import { decodeText } from '../../formats/decode-text';
import { unavailable, type Fragment, type Reader } from '../fragment';
import type { RunProgram } from './run';

/** Finds the SID of an account by its name; null where nobody knows it. */
export type ResolveAccount = (name: string) => Promise<string | null> | (string | null);

export interface RightsOptions {
  /** Whether this process is elevated, without which `secedit` gives nothing; null where that is not known. */
  readonly elevated: () => boolean | null | Promise<boolean | null>;
  /** The accounts of this PC stand in the export by name. Without this they are unavailable. */
  readonly resolve?: ResolveAccount;
  /** Where the export stands for a moment. */
  readonly temporary?: string;
}

const deadlineMs = 20_000;
const outputLimit = 64 * 1024;
type Accounts = (string | Unavailable)[];

/**
 * Who holds which user right, from `secedit /export /areas USER_RIGHTS`: the local policy as it is in force, domain policy
 * included. The export is a file in a private folder that is gone afterwards, however it went.
 * https://learn.microsoft.com/windows-server/administration/windows-commands/secedit-export
 */
export const readRights =
  (run: RunProgram, options: RightsOptions): Reader<'right'> =>
  async (readings, signal) => {
    const names = readings.map(({ name }) => name);
    const all = (why: Unavailable): Fragment => ({
      rights: Object.fromEntries(names.map((name) => [name, why]))
    });
    if ((await options.elevated()) === false) {
      return all(unavailable('access-denied', 'user rights are shown to administrators only'));
    }
    const exported = await exportRights(run, options.temporary ?? tmpdir(), signal);
    if (isUnavailable(exported)) return all(exported);
    const rights = parseRights(exported);
    if (!rights) return all(unavailable('failed', 'the export holds no user rights'));
    const entries = names.map(async (name): Promise<[string, Accounts]> => {
      const accounts = rights.get(name.toLowerCase()) ?? [];
      return [name, await Promise.all(accounts.map((account) => toSid(account, options.resolve)))];
    });
    return { rights: Object.fromEntries(await Promise.all(entries)) };
  };

async function exportRights(
  run: RunProgram,
  temporary: string,
  signal: AbortSignal
): Promise<string | Unavailable> {
  const folder = await mkdtemp(join(temporary, 'reconnect-')).catch((error: unknown) => codeOf(error));
  if (isUnavailable(folder)) return folder;
  const file = join(folder, 'rights.inf');
  try {
    const ended = await run(
      {
        program: 'secedit.exe',
        args: ['/export', '/cfg', file, '/areas', 'USER_RIGHTS', '/quiet'],
        encoding: 'oem',
        deadlineMs,
        outputLimit
      },
      signal
    );
    if (isUnavailable(ended)) return ended;
    if (ended.status === accessDenied) return unavailable('access-denied', 'secedit ended with 5');
    // 3 says that it is done, with warnings. The file is what counts: a program that wrote none has not done it.
    if (ended.status !== 0 && ended.status !== doneWithWarnings) {
      return unavailable('failed', `secedit ended with ${ended.status}`);
    }
    return decodeText(await readFile(file));
  } catch (error) {
    return codeOf(error);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const accessDenied = 5;
const doneWithWarnings = 3;

const codeOf = (error: unknown): Unavailable =>
  unavailable(
    'failed',
    `the export of user rights: ${(error as NodeJS.ErrnoException).code ?? String(error)}`
  );

/**
 * The accounts of each right by its lower-case name, as an .inf of security settings lists them: `*` before a SID, else a
 * name. Null where the text has no such section.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-gpsb/3413b381-a445-4d17-b77e-5bbfadda253b
 */
export function parseRights(inf: string): ReadonlyMap<string, readonly string[]> | null {
  const sections = inf.split(/^[ \t]*\[/m);
  const section = sections.find((text) => /^privilege rights\]/i.test(text));
  if (section === undefined) return null;
  const rights = new Map<string, readonly string[]>();
  for (const line of section.split(/\r?\n/).slice(1)) {
    const [, name, accounts = ''] = /^\s*(\w+)\s*=(.*)$/.exec(line) ?? [];
    if (name !== undefined) {
      rights.set(
        name.toLowerCase(),
        accounts
          .split(',')
          .map((account) => account.trim())
          .filter((account) => account !== '')
      );
    }
  }
  return rights;
}

async function toSid(account: string, resolve: ResolveAccount | undefined): Promise<string | Unavailable> {
  if (/^\*S-1-[\d-]+$/i.test(account)) return account.slice(1).toUpperCase();
  const name = account.replace(/^"(.*)"$/, '$1');
  const sid = resolve ? await resolve(name) : null;
  return sid ?? unavailable('failed', 'an account that is named without its SID');
}
