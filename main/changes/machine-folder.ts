import { randomBytes } from 'node:crypto';
import { lstatSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WindowsError, windowsError } from '../machine/native/failure';
import { folderSecurity, makeFolderWith } from '../machine/native/folder-security';
import { JournalUnusable, unusable } from './journal-unusable';

/**
 * Of Administrators; they and SYSTEM may do everything, Users may read; and nothing is inherited from ProgramData, where
 * everybody may make files. https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format
 */
const administratorsOnly = 'O:BAG:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FRFX;;;BU)';

/** How Windows makes a folder with a security of its own, and tells of one whose it is. */
export interface FolderSecurity {
  /** False where it is there already. */
  readonly make: (path: string, security: string) => boolean;
  /** As SDDL, owner and DACL. */
  readonly of: (path: string) => string;
}

const ofWindows: FolderSecurity = { make: makeFolderWith, of: folderSecurity };

/**
 * Makes a folder of the elevated side, and the app's folder around it, so that nobody else can write there. One that is there
 * has to be such a folder: anybody may make folders in ProgramData, and who made it could write into the journal what is to be
 * "given back".
 *
 * @param folder in the app's folder in ProgramData
 * @throws JournalUnusable, with `not-ours` for somebody else's folder
 */
export function makeMachineFolder(folder: string, security = ofWindows): void {
  for (const path of [dirname(folder), folder])
    try {
      if (security.make(path, administratorsOnly)) continue;
      // A junction leads wherever its maker likes.
      const isFolder = lstatSync(path).isDirectory();
      if (!isFolder || !isTrusted(path, security)) throw new JournalUnusable('not-ours', path);
    } catch (error) {
      throw asUnusable(path, error);
    }
}

/**
 * A folder as `makeMachineFolder` makes it, for what has to be written somewhere. Where the wanted one cannot be trusted, a new
 * one beside the app's folder, under a name that nobody could foresee.
 *
 * @returns also why it is not the wanted one; null where it is
 * @throws JournalUnusable where no folder could be made at all
 */
export function makeMachineFolderAnyway(
  folder: string,
  security = ofWindows
): { readonly folder: string; readonly trouble: JournalUnusable | null } {
  try {
    makeMachineFolder(folder, security);
    return { folder, trouble: null };
  } catch (error) {
    if (!(error instanceof JournalUnusable)) throw error;
    const other = freshName(dirname(dirname(folder)));
    try {
      if (security.make(other, administratorsOnly)) return { folder: other, trouble: error };
    } catch (reason) {
      throw asUnusable(other, reason);
    }
    throw error;
  }
}

/** One that nobody can have made before. */
const freshName = (beside: string): string => join(beside, `Reconnect-${randomBytes(12).toString('hex')}`);

function isTrusted(path: string, security: FolderSecurity): boolean {
  if (isAdministratorsOnly(security.of(path))) return true;
  // A Windows that forgets whose a folder is, as Wine does, cannot tell a planted one from its own.
  return !keepsSecurity(dirname(path), security);
}

function keepsSecurity(beside: string, security: FolderSecurity): boolean {
  const probe = freshName(beside);
  if (!security.make(probe, administratorsOnly)) return true;
  try {
    return isAdministratorsOnly(security.of(probe));
  } finally {
    rmdirSync(probe);
  }
}

function asUnusable(path: string, error: unknown): JournalUnusable {
  if (!(error instanceof WindowsError)) return unusable(path, error);
  const reason = reasons[error.code] ?? 'system';
  return new JournalUnusable(reason, path, error.message);
}

const reasons: Readonly<Record<number, JournalUnusable['reason']>> = {
  [windowsError.accessDenied]: 'read-only',
  [windowsError.writeProtected]: 'read-only',
  [windowsError.pathNotFound]: 'folder-gone',
  [windowsError.diskFull]: 'disk-full'
};

/** Administrators, SYSTEM, and the account of Windows' own installer. */
const trusted: readonly string[] = [
  'BA',
  'SY',
  'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464'
];
/** FILE_GENERIC_READ, FILE_GENERIC_EXECUTE, and both as generic rights. */
const reading = 0x001200a9 | 0xa0000000;

/**
 * Whether nobody but an administrator can write into a folder, change who may, or take it away. Pure. What is not understood
 * counts as no.
 *
 * @param security owner and DACL as SDDL
 */
export function isAdministratorsOnly(security: string): boolean {
  const [, owner = '', entries] = /^O:(.+?)(?:G:.+?)?D:[A-Z_]*((?:\([^()]*\))*)$/.exec(security) ?? [];
  if (entries === undefined || entries === '' || !trusted.includes(owner)) return false;
  return [...entries.matchAll(/\(([^()]*)\)/g)].every(([, entry = '']) => {
    const [kind, , rights = '', , , who = ''] = entry.split(';');
    return kind === 'D' || (kind === 'A' && (trusted.includes(who) || isReading(rights)));
  });
}

const isReading = (rights: string): boolean =>
  /^0x[0-9a-f]+$/i.test(rights)
    ? (BigInt(rights) & ~BigInt(reading >>> 0)) === 0n
    : /^(FR|FX|GR|GX|RC)+$/.test(rights);
