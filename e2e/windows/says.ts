import { isKnown } from '../../main/facts/fact';
import {
  indexImage,
  namedEntry,
  registryKey,
  registryValue,
  section,
  type ImageIndex
} from '../../main/facts/image-index';
import { canBeThere } from './can-be-there';
import { allReadings } from '../../main/facts';
import {
  isUnavailable,
  type CertificateEntry,
  type CredentialEntry,
  type MachineImage,
  type RegistryData,
  type ServiceEntry
} from '../../shared/model/machine-image';
import { readingId, type Reading } from '../../shared/model/reading';

/** What the app would read of this machine that can be put there: what its checks ask for, and all that is listed. */
export function readingsOf(image: MachineImage): Reading[] {
  const listed: Reading[] = [
    ...Object.entries(image.registry ?? {}).flatMap(([key, entry]) =>
      Object.keys(hasValues(entry) ? entry.values : {}).map((value): Reading => ({
        kind: 'registry-value',
        key,
        value
      }))
    ),
    ...Object.keys(image.services ?? {}).map((name): Reading => ({ kind: 'service', name })),
    ...Object.keys(image.certificates ?? {}).map((store): Reading => ({ kind: 'certificates', store }))
  ];
  const index = indexImage(image);
  const all = [...allReadings, ...listed].filter((reading) => canBeThere(index, reading));
  return [...new Map(all.map((reading) => [readingId(reading), reading])).values()];
}

const hasValues = (entry: unknown): entry is { values: object } =>
  typeof entry === 'object' && entry !== null && 'values' in entry;

/**
 * What an image says to a reading, in a form that compares: null where it says that there is nothing, undefined where it
 * says that it does not know.
 */
export function saysOf(image: MachineImage, reading: Reading): unknown {
  const index = indexImage(image);
  switch (reading.kind) {
    case 'registry-value': {
      const answer = registryValue(index, reading.key, reading.value);
      return isKnown(answer) ? answer.value && lowerCased(answer.value) : undefined;
    }
    case 'registry-key':
      return keyOf(index, reading.key, reading.depth);
    case 'service': {
      const answer = namedEntry<ServiceEntry>(index, 'services', reading.name);
      return isKnown(answer) ? answer.value && configurationOf(answer.value) : undefined;
    }
    case 'certificates': {
      const answer = namedEntry<CertificateEntry[]>(index, 'certificates', reading.store);
      if (!isKnown(answer)) return undefined;
      // A store that is not there and one without a certificate are the same to everybody who asks.
      return (answer.value ?? []).map(certificateText).sort();
    }
    case 'section': {
      const answer = section(index, 'credentials');
      if (!isKnown(answer)) return undefined;
      return ((answer.value ?? []) as CredentialEntry[]).map(credentialText).sort();
    }
    default:
      throw new Error(`no ${reading.kind} is put into the Windows of the lane`);
  }
}

/** Bytes are written in small letters; those of a recording by hand may not be. */
const lowerCased = (data: RegistryData): RegistryData =>
  data[0] === 'REG_BINARY' ? [data[0], data[1].toLowerCase()] : data;

/** All but its process, which is another one each time. */
function configurationOf({ state, startType, delayedStart, account, path }: ServiceEntry): object {
  return { state, startType, delayedStart: delayedStart ?? false, account, path };
}

const certificateText = (entry: CertificateEntry): string => {
  const { thumbprint, subject, issuer, names, notBefore, notAfter, key, signature, hasPrivateKey } = entry;
  const dates = [notBefore, notAfter].map((time) =>
    typeof time === 'string' ? new Date(time).toISOString() : time
  );
  return JSON.stringify([
    thumbprint.toLowerCase(),
    subject,
    issuer,
    names ?? [],
    dates,
    key,
    signature,
    hasPrivateKey
  ]);
};

/** All but when it was written, which is when it was put there. */
const credentialText = ({ target, type, user, persistence }: CredentialEntry): string =>
  JSON.stringify([target, type, user, persistence]);

function keyOf(index: ImageIndex, key: string, depth: number): unknown {
  const answer = registryKey(index, key);
  if (!isKnown(answer)) return undefined;
  const prefix = `${key.toLowerCase()}\\`;
  const listedBelow = [...index.named('registry')].flatMap(([name, entry]) =>
    entry !== null && name.startsWith(prefix) ? [name.slice(prefix.length).split('\\', 1)[0] ?? ''] : []
  );
  // A key that has another below it is there, though the image does not list it.
  if (answer.value === null && listedBelow.length === 0) return null;
  const { values = {}, subkeys, partial } = answer.value ?? {};
  if (partial === true || (subkeys === undefined && !index.closed)) return undefined;
  const known = Object.entries(values ?? {}).filter(([, data]) => data !== null);
  if (known.some(([, data]) => isUnavailable(data))) return undefined;
  const names = new Set([...(subkeys ?? []).map((name) => name.toLowerCase()), ...listedBelow]);
  const below = [...names]
    .sort()
    .map((name) => [name, depth > 0 ? keyOf(index, prefix + name, depth - 1) : true]);
  return {
    values: Object.fromEntries(
      known
        .map(([name, data]) => [name.toLowerCase(), data && lowerCased(data as RegistryData)] as const)
        .sort()
    ),
    subkeys: Object.fromEntries(below) as unknown
  };
}
