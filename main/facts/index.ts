import type { MachineImage } from '../../shared/model/machine-image';
import { readingId, type Reading } from '../../shared/model/reading';
import { adapters } from './adapters';
import { clientLog } from './client-log';
import { clock } from './clock';
import { credentialStore } from './credential-store';
import { credssp } from './credssp';
import type { FactGroup } from './define-facts';
import { delegation } from './delegation';
import { edition } from './edition';
import { fips } from './fips';
import { firewall } from './firewall';
import { hostLog } from './host-log';
import { indexImage } from './image-index';
import { keepAlive } from './keep-alive';
import { listener } from './listener';
import { listenerCertificate } from './listener-certificate';
import { logons } from './logons';
import { networks } from './networks';
import { ntlm } from './ntlm';
import { os } from './os';
import { otherPrograms } from './other-programs';
import { otherServices } from './other-services';
import { pinnedCertificates } from './pinned-certificates';
import { power } from './power';
import { profileList } from './profile-list';
import { rdpClient } from './rdp-client';
import { rdpFiles } from './rdp-files';
import { rights } from './rights';
import { schannel } from './schannel';
import { security } from './security';
import { serverAuthentication } from './server-authentication';
import { services } from './services';
import { sessionLimits } from './session-limits';
import { sessions } from './sessions';
import { setup } from './setup';
import { signIn } from './sign-in';
import { sleep } from './sleep';
import { sockets } from './sockets';
import { updatesKnownBad } from './updates-known-bad';
import { whereabouts } from './whereabouts';

/** Every fact group, by the name of its file. */
export const factGroups = {
  adapters,
  clientLog,
  clock,
  credentialStore,
  credssp,
  delegation,
  edition,
  fips,
  firewall,
  hostLog,
  keepAlive,
  listener,
  listenerCertificate,
  logons,
  networks,
  ntlm,
  os,
  otherPrograms,
  otherServices,
  pinnedCertificates,
  power,
  profileList,
  rdpClient,
  rdpFiles,
  rights,
  schannel,
  security,
  serverAuthentication,
  services,
  sessionLimits,
  sessions,
  setup,
  signIn,
  sleep,
  sockets,
  updatesKnownBad,
  whereabouts
};

type Groups = typeof factGroups;
/** What is known of one PC, by group. Each group is derived when it is first asked for. */
export type MachineFacts = {
  readonly [G in keyof Groups]: Groups[G] extends FactGroup<infer Facts> ? Facts : never;
};

/** All that the checks may want to know of a PC: what a run reads, a kit carries and a self-test compares. */
export const allReadings: readonly Reading[] = [
  ...new Map(
    Object.values<FactGroup<unknown>>(factGroups)
      .flatMap(({ readings }) => readings)
      .map((reading) => [readingId(reading), reading])
  ).values()
];

/** What an image means. */
export function deriveFacts(image: MachineImage): MachineFacts {
  const index = indexImage(image);
  const derived = new Map<FactGroup<unknown>, unknown>();
  const of = <Facts>(group: FactGroup<Facts>): Facts => {
    if (!derived.has(group)) derived.set(group, group.derive(index, of));
    return derived.get(group) as Facts;
  };
  const facts = {};
  for (const [name, group] of Object.entries<FactGroup<unknown>>(factGroups))
    Object.defineProperty(facts, name, { enumerable: true, get: () => of(group) });
  return facts as MachineFacts;
}
