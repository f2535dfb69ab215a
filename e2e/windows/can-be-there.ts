import { isKnown, type Answer } from '../../main/facts/fact';
import {
  namedEntry,
  registryKey,
  registryValue,
  section,
  type ImageIndex
} from '../../main/facts/image-index';
import {
  isUnavailable,
  type CertificateEntry,
  type CredentialEntry,
  type ServiceEntry
} from '../../shared/model/machine-image';
import type { Reading } from '../../shared/model/reading';

/** What an image says of a reading. */
export function said(index: ImageIndex, reading: Reading): Answer<unknown> {
  switch (reading.kind) {
    case 'registry-value':
      return registryValue(index, reading.key, reading.value);
    case 'registry-key':
      return registryKey(index, reading.key);
    case 'service':
      return namedEntry(index, 'services', reading.name);
    case 'file':
      return namedEntry(index, 'files', reading.path);
    case 'events':
      return namedEntry(index, 'events', reading.channel);
    case 'certificates':
      return namedEntry(index, 'certificates', reading.store);
    case 'group':
      return namedEntry(index, 'groups', reading.sid);
    case 'right':
      return namedEntry(index, 'rights', reading.name);
    case 'section':
      return section(index, reading.section);
  }
}

/**
 * Whether what an image says to a reading can really be put into the Windows of the lane. What it could not read itself, what
 * no Windows has (a start type of another spelling), and what Wine lacks cannot, and is for the stand-in to answer.
 */
export function canBeThere(index: ImageIndex, reading: Reading): boolean {
  const answer = said(index, reading);
  if (!isKnown(answer)) return false;
  const { value } = answer;
  switch (reading.kind) {
    case 'registry-value':
      return true;
    case 'registry-key':
      return value === null || (value as { partial?: unknown }).partial !== true;
    case 'service':
      return value === null || isRealService(value);
    case 'certificates':
      return value === null || (value as unknown[]).every(isRealCertificate);
    case 'section':
      return reading.section === 'credentials' && realCredentials(index) !== null;
    default:
      return false;
  }
}

/** As Windows counts them. */
export const startTypes = { boot: 0, system: 1, automatic: 2, manual: 3, disabled: 4 } as const;
/** As the number that Windows knows a credential by. */
export const credentialTypes = { generic: 1, 'domain-password': 2 } as const;
export const persistences = { session: 1, local: 2, enterprise: 3 } as const;

/** Entries with all that putting them there takes. */
export interface RealService {
  readonly state: 'running' | 'stopped';
  readonly startType: keyof typeof startTypes;
  readonly account: string;
  readonly path: string;
}
export interface RealCertificate {
  readonly thumbprint: string;
  readonly subject: string;
  readonly issuer: string;
  readonly names?: readonly string[] | null;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly key: { readonly algorithm: string; readonly bits: number };
  /** As Windows names it, `sha256RSA`. */
  readonly signature: string;
  readonly hasPrivateKey: boolean;
}
export interface RealCredential {
  readonly target: string;
  readonly type: keyof typeof credentialTypes;
  readonly user: string;
  readonly persistence: keyof typeof persistences;
}

const isObject = (entry: unknown): entry is object => typeof entry === 'object' && entry !== null;
const isWordOf = <Words extends object>(words: Words, word: unknown): word is keyof Words =>
  typeof word === 'string' && Object.hasOwn(words, word);

export function isRealService(entry: unknown): entry is RealService {
  if (!isObject(entry)) return false;
  const { state, startType, account, path, delayedStart } = entry as ServiceEntry;
  return (
    (state === 'running' || state === 'stopped') &&
    isWordOf(startTypes, startType) &&
    typeof account === 'string' &&
    typeof path === 'string' &&
    path !== '' &&
    !isUnavailable(delayedStart)
  );
}

/** Key sizes that a certificate can be made with here. */
const realBits: Readonly<Record<string, readonly number[]>> = { RSA: [1024, 2048], EC: [256], ECDSA: [256] };

export function isRealCertificate(entry: unknown): entry is RealCertificate {
  if (!isObject(entry)) return false;
  const { subject, issuer, names, notBefore, notAfter, key, signature, hasPrivateKey } =
    entry as CertificateEntry;
  const { algorithm, bits } = (key ?? {}) as { algorithm?: unknown; bits?: unknown };
  return (
    [subject, issuer].every((name) => typeof name === 'string' && /^CN=[^,=]+$/.test(name)) &&
    (names == null || Array.isArray(names)) &&
    [notBefore, notAfter].every((time) => typeof time === 'string') &&
    typeof algorithm === 'string' &&
    typeof bits === 'number' &&
    realBits[algorithm]?.includes(bits) === true &&
    typeof signature === 'string' &&
    /^(sha256|sha1|md5)(RSA|ECDSA)$/.test(signature) &&
    typeof hasPrivateKey === 'boolean'
  );
}

function isRealCredential(entry: unknown): entry is RealCredential {
  if (!isObject(entry)) return false;
  const { target, type, user, persistence } = entry as Partial<CredentialEntry>;
  return (
    typeof target === 'string' &&
    /^TERMSRV\//i.test(target) &&
    isWordOf(credentialTypes, type) &&
    isWordOf(persistences, persistence) &&
    typeof user === 'string'
  );
}

/** The credentials of an image; null where they cannot be put there. */
export function realCredentials({ image, closed }: ImageIndex): readonly RealCredential[] | null {
  const { credentials } = image;
  if (credentials === null || (credentials === undefined && closed)) return [];
  const all: readonly unknown[] | null = Array.isArray(credentials) ? credentials : null;
  return all?.every(isRealCredential) === true ? all : null;
}
