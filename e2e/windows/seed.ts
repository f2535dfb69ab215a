import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { windowsPath } from '../../build/lib/wine.mjs';
import { isKnown } from '../../main/facts/fact';
import { indexImage, namedEntry } from '../../main/facts/image-index';
import { isUnavailable, type MachineImage, type ServiceEntry } from '../../shared/model/machine-image';
import type { Reading } from '../../shared/model/reading';
import {
  canBeThere,
  credentialTypes,
  isRealCertificate,
  isRealService,
  persistences,
  realCredentials,
  startTypes,
  type RealService
} from './can-be-there';
import { certificateOf, type Made } from './certificate-of';
import type { StoreWish } from './put/certificates';
import type { CredentialWish } from './put/credentials';
import type { ServiceWish } from './put/services';
import { parseRegFile, regFile, type RegistryTree } from './reg-file';
import { registryOf, stateOf, stepsBetween, type RegistryState } from './registry-plan';
import { mustRun, startWorker } from './session';

/** Puts one machine image after another into the one Windows of the lane. */
export interface Seeder {
  /**
   * Makes registry, services, certificates and credentials answer these readings as the image does, and takes out what the
   * image before had put there.
   *
   * @returns what makes an image with these certificates say what is there now: they are real ones, so that their
   * thumbprints are others, wherever they stand in it
   */
  readonly seed: (image: MachineImage, readings: readonly Reading[]) => Promise<AsSeeded>;
  readonly stop: () => Promise<void>;
}

export type AsSeeded = (image: MachineImage) => MachineImage;

/** Everything of Wine's that machines may be put beside. A machine with a key elsewhere is refused. */
const roots = ['HKLM\\SYSTEM', 'HKLM\\SOFTWARE\\Microsoft', 'HKLM\\SOFTWARE\\Policies', 'HKCU'];

export async function startSeeder(): Promise<Seeder> {
  const worker = await startWorker('programs/put');
  const asMade = stateOf(...(await Promise.all(roots.map(exportKey))));
  let now = asMade;
  const services = new Map<string, string>();
  const stores = new Set<string>();
  return {
    seed: async (image, readings) => {
      const real = await realCertificates(image);
      const there = real.asSeeded(image);
      refuseOtherRoots(there);
      // First, as Windows writes their keys, and the image may say something else of these.
      const wishes = servicesOf(there, readings, services);
      for (const { name } of wishes) services.set(name.toLowerCase(), name);
      await worker.ask('services', wishes);
      const then = registryOf(there, readings, asMade);
      await importFile(now, then, asMade);
      now = then;
      for (const { store } of real.stores) stores.add(store);
      await worker.ask('certificates', [...emptyStores([...stores], readings), ...real.stores]);
      await worker.ask('credentials', credentialsOf(there));
      return real.asSeeded;
    },
    stop: async () => {
      // For the next file of tests, which takes what it finds for what Wine made.
      await worker.ask(
        'services',
        [...services.values()].map((name) => ({ name, service: serviceIn(asMade, name) }))
      );
      await importFile(now, asMade, asMade);
      await worker.ask(
        'certificates',
        [...stores].map((store): StoreWish => ({ store, certificates: [] }))
      );
      await worker.ask('credentials', []);
      await worker.stop();
    }
  };
}

/** All below a key, as `reg export` has it. Sees through no code of ours. */
export async function exportKey(key: string): Promise<RegistryTree> {
  return withFile(async (file) => {
    await mustRun('reg', 'export', key, windowsPath(file), '/y');
    return parseRegFile(readFileSync(file));
  });
}

async function importFile(before: RegistryState, after: RegistryState, asMade: RegistryState): Promise<void> {
  await withFile(async (file) => {
    writeFileSync(file, regFile(stepsBetween(before, after, asMade)));
    await mustRun('reg', 'import', windowsPath(file));
  });
}

async function withFile<T>(work: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'reconnect-reg-'));
  try {
    return await work(join(folder, 'keys.reg'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function refuseOtherRoots(image: MachineImage): void {
  for (const [key, entry] of Object.entries(image.registry ?? {})) {
    const isKnownRoot = roots.some((root) => `${key}\\`.toLowerCase().startsWith(`${root}\\`.toLowerCase()));
    if (!isKnownRoot && entry !== null && !isUnavailable(entry))
      throw new Error(`the Windows lane puts nothing into ${key}; add its root to e2e/windows/seed.ts`);
  }
}

/**
 * What is to become of the services that are asked for, listed, or were put there before.
 *
 * @param before their names by how they compare
 */
function servicesOf(
  image: MachineImage,
  readings: readonly Reading[],
  before: ReadonlyMap<string, string>
): ServiceWish[] {
  const index = indexImage(image);
  const asked = readings.flatMap((reading) => (reading.kind === 'service' ? [reading.name] : []));
  const all = [...before.values(), ...asked, ...Object.keys(image.services ?? {})];
  const names = new Map(all.map((name) => [name.toLowerCase(), name]));
  return [...names].flatMap(([lower, name]): ServiceWish[] => {
    const answer = namedEntry<ServiceEntry>(index, 'services', name);
    if (isKnown(answer) && isRealService(answer.value)) return [{ name, service: serviceWish(answer.value) }];
    const isAbsent = isKnown(answer) && answer.value === null;
    return isAbsent || before.has(lower) ? [{ name, service: null }] : [];
  });
}

/** A service as Wine has it; null where it has none. None of those that machines replace is running there. */
function serviceIn(asMade: RegistryState, name: string): ServiceWish['service'] {
  const values = asMade.get(`HKLM\\SYSTEM\\CurrentControlSet\\Services\\${name}`.toLowerCase())?.values;
  const of = (value: string): unknown => values?.get(value)?.data[1];
  const [path, account, startType] = [of('imagepath'), of('objectname'), of('start')];
  if (typeof path !== 'string' || typeof account !== 'string' || typeof startType !== 'number') return null;
  return { running: false, startType, account, path };
}

const serviceWish = ({ state, startType, account, path }: RealService): ServiceWish['service'] => ({
  running: state === 'running',
  startType: startTypes[startType],
  account,
  path
});

/** Every store that is looked at or was filled before: what is in them goes. */
function emptyStores(filled: readonly string[], readings: readonly Reading[]): StoreWish[] {
  const asked = readings.flatMap((reading) => (reading.kind === 'certificates' ? [reading.store] : []));
  return [...new Set([...filled, ...asked])].map((store) => ({ store, certificates: [] }));
}

/** Makes the certificates of the image. */
async function realCertificates(image: MachineImage): Promise<{ stores: StoreWish[]; asSeeded: AsSeeded }> {
  const stores: StoreWish[] = [];
  // The same one may be in two stores.
  const made = new Map<string, Made>();
  const index = indexImage(image);
  for (const [store, list] of Object.entries(image.certificates ?? {})) {
    if (!Array.isArray(list) || !canBeThere(index, { kind: 'certificates', store })) continue;
    const certificates: StoreWish['certificates'][number][] = [];
    for (const entry of (list as unknown[]).filter(isRealCertificate)) {
      const name = entry.thumbprint.toLowerCase();
      const one = made.get(name) ?? (await certificateOf(entry));
      made.set(name, one);
      certificates.push({ der: one.der, hasPrivateKey: entry.hasPrivateKey });
    }
    stores.push({ store, certificates });
  }
  return {
    stores,
    asSeeded: (other) =>
      JSON.parse(JSON.stringify(other), (_name, value: unknown) =>
        typeof value === 'string' ? (made.get(value.toLowerCase())?.thumbprint ?? value) : value
      ) as MachineImage
  };
}

const credentialsOf = (image: MachineImage): CredentialWish[] =>
  (realCredentials(indexImage(image)) ?? []).map(({ target, type, user, persistence }) => ({
    target,
    type: credentialTypes[type],
    user,
    persistence: persistences[persistence]
  }));
