import type { MachineImage } from '../../shared/model/machine-image';
import { isSid } from '../settings/parts/names';
import type { Account } from './protocol';

/**
 * Whether the elevated side is the person. Under an administrator's password typed at the prompt, and under Windows 11's
 * administrator protection, it is somebody else: with other credentials, another registry hive and another profile.
 * https://learn.microsoft.com/windows/security/application-security/application-control/administrator-protection/
 *
 * @returns `not-known` where either could not be read; it has to be taken for another
 */
export function compareAccounts(person: Account, broker: Account): 'same' | 'other' | 'not-known' {
  if (person.sid === null || broker.sid === null || !isSid(person.sid) || !isSid(broker.sid))
    return 'not-known';
  return person.sid.toUpperCase() === broker.sid.toUpperCase() ? 'same' : 'other';
}

/** What has to be shown before anything of the person's own profile is spoken of; null where there is nothing to show. */
export interface OtherAccount {
  readonly difference: 'other' | 'not-known';
  readonly person: Account;
  readonly broker: Account;
}

export function otherAccount(person: Account, broker: Account): OtherAccount | null {
  const difference = compareAccounts(person, broker);
  return difference === 'same' ? null : { difference, person, broker };
}

const ofAPerson = /^(HKCU|HKEY_CURRENT_USER)(\\|$)/i;
const inAProfile = /^%(USERPROFILE|APPDATA|LOCALAPPDATA|HOMEPATH|HOMEDRIVE|OneDrive\w*)%/i;

/**
 * What an image says of the machine, without what belongs to whoever read it: their account, credentials, files and HKCU.
 * Of these the person's own process reads its own; those of an administrator are nobody else's business.
 */
export function machinePartOf(image: MachineImage): MachineImage {
  const { identity: _who, credentials: _saved, rdpFiles: _files, ...machine } = image;
  return {
    ...machine,
    ...part('registry', machine.registry, ofAPerson),
    ...part('files', machine.files, inAProfile)
  };
}

/** A section without the entries whose name begins so; one that could not be read stays as it is. */
const part = <Name extends string, T>(name: Name, section: T, left: RegExp): Partial<Record<Name, T>> =>
  typeof section !== 'object' || section === null || 'unavailable' in section
    ? {}
    : ({
        [name]: Object.fromEntries(Object.entries(section).filter(([entry]) => !left.test(entry)))
      } as Partial<Record<Name, T>>);
