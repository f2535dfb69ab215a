import type { Evidence, Finding } from '../../shared/model/diagnosis';
import type { FindingId } from '../../shared/model/finding-id';
import type { Pc } from '../changes/pc';
import { isFor } from '../facts/credential-store';
import { isKnown } from '../facts/fact';
import { defaultPort } from '../facts/listener';

/** A fix that may help, by its id, with what has to be said with it. */
export interface Candidate {
  readonly id: string;
  readonly params?: Readonly<Record<string, string>>;
}

type About = Pick<Finding, 'side' | 'evidence'>;
type Offer = (pc: Pc, finding: About) => readonly Candidate[];

const offer =
  (...ids: readonly string[]): Offer =>
  () =>
    ids.map((id) => ({ id }));

/**
 * What helps against each finding: first what the evidence points at, then what changes least. A finding that is not here has
 * no fix that a program may make.
 */
export const offers: Readonly<Partial<Record<FindingId, Offer>>> = {
  'remote-desktop-off': offer('remote-desktop-on'),
  'remote-desktop-setting-conflict': offer('remote-desktop-on'),
  'listener-disabled': offer('listener-on'),
  'listener-connection-limit': offer('listener-limits-reset'),
  'listener-bound-to-one-adapter': offer('listener-limits-reset'),
  'logons-disabled': offer('logons-on'),
  'port-changed': offer('port-default'),
  // Another program has the port that was chosen; where that is the usual one, only the person can end that program.
  'port-taken': offer('port-default'),
  'not-listening': () => [{ id: 'service-restart', params: { service: 'TermService' } }],
  'service-disabled': (_pc, { evidence }) => services(evidence),
  'service-stopped': () => [{ id: 'service-enable', params: { service: 'TermService' } }],
  'keep-alive-off': offer('keep-alive-on'),
  'stuck-session': (_pc, { evidence }) => [
    ...namesIn(evidence, 'sessions').map((session) => ({ id: 'end-session', params: { session } })),
    { id: 'keep-alive-on' }
  ],
  'nla-off': offer('nla-on'),
  'security-layer-rdp': offer('security-layer-negotiate', 'security-layer-tls'),
  'encryption-level-low': offer('encryption-level-high'),
  'encryption-conflict': offer('encryption-level-high', 'security-layer-negotiate'),
  'negotiation-off': offer('negotiation-on'),
  'listener-certificate-missing': offer('certificate-self-signed'),
  'listener-certificate-expired': certificates,
  'listener-certificate-no-key': certificates,
  'tls12-off': (_pc, { side }) => [{ id: 'tls12-on', params: { role: roleOf(side) } }],
  'tls-all-off': (_pc, { side }) => [{ id: 'tls12-on', params: { role: roleOf(side) } }],
  'credssp-downgraded': offer('credssp-mitigated'),
  'firewall-rule-off': (pc) => [openTheFirewall(pc)],
  'firewall-rule-wrong-profile': (pc) => [openTheFirewall(pc), ...publicNetworks(pc)],
  'firewall-no-rule-for-port': offer('firewall-port-rule', 'port-default'),
  'firewall-block-rule': (_pc, { evidence }) =>
    namesIn(evidence, 'firewall').length > 0 && evidence.every(({ path }) => isShippedRule(path))
      ? [{ id: 'firewall-allow' }]
      : [],
  'firewall-local-rules-ignored': offer('firewall-allow'),
  'network-public': publicNetworks,
  'was-asleep': (pc) => [
    { id: 'sleep-never' },
    { id: 'hibernate-never' },
    ...wiredAdapters(pc).flatMap(({ id, mac }) => [
      { id: 'wake-on-lan-on', params: { adapter: id } },
      ...(mac === null ? [] : [{ id: 'wake-host', params: { mac } }])
    ])
  ],
  'sleeps-on-ac': offer('sleep-never'),
  'hibernates-on-ac': offer('hibernate-never'),
  'adapter-may-turn-off': (_pc, { evidence }) => adapters(evidence, 'adapter-stay-on'),
  'wake-on-lan-off': (_pc, { evidence }) => adapters(evidence, 'wake-on-lan-on'),
  'fast-startup-on': offer('fast-startup-off'),
  'known-bad-update': (_pc, { side }) => [{ id: 'udp-off', params: { role: roleOf(side) } }],
  'vpn-active': () => [{ id: 'udp-off', params: { role: 'client' } }],
  'saved-credential': (_pc, { evidence }) => savedFor(evidence),
  'certificate-pin-differs': (_pc, { evidence }) =>
    evidence.flatMap(({ path }) => {
      const host = /\\Servers\\([^\\]+)\\CertHash$/i.exec(path)?.[1];
      return host === undefined ? [] : [{ id: 'certificate-pin-clear', params: { host } }];
    }),
  'rdp-file-gateway': (_pc, { evidence }) => corrected(evidence, () => 'gatewayusagemethod:i:0'),
  'rdp-file-nla-off': (_pc, { evidence }) => corrected(evidence, () => 'enablecredsspsupport:i:1'),
  'rdp-file-port': (_pc, { evidence }) =>
    corrected(evidence, ({ expected }) =>
      typeof expected === 'number' ? `server port:i:${expected}` : null
    ),
  'recent-failure': afterFailure,
  // The code is mostly about the account that was tried. Who knows it is right can test the rest.
  'host-security-layer-error': (pc) => [
    ...thisUser(pc),
    { id: 'security-layer-negotiate' },
    { id: 'nla-off' },
    { id: 'security-layer-rdp' }
  ],
  'credssp-unpatched': offer('credssp-bridge'),
  'tls-version-old': () =>
    (['1.1', '1.0'] as const).map((version) => ({ id: 'old-tls-on', params: { role: 'client', version } })),
  'udp-unavailable': () => [{ id: 'udp-off', params: { role: 'client' } }]
};

const roleOf = (side: Finding['side']): 'client' | 'host' => (side === 'client' ? 'client' : 'host');

/** Names in evidence paths of the form `<section>/<name>/…`, each once. */
function namesIn(evidence: readonly Evidence[], section: string): string[] {
  const names = evidence.flatMap(({ path }) => {
    const [first, name] = path.split('/');
    return first === section && name !== undefined ? [name] : [];
  });
  return [...new Set(names)];
}

const services = (evidence: readonly Evidence[]): Candidate[] =>
  namesIn(evidence, 'services').map((service) => ({ id: 'service-enable', params: { service } }));

const adapters = (evidence: readonly Evidence[], id: string): Candidate[] =>
  namesIn(evidence, 'adapters').map((adapter) => ({ id, params: { adapter } }));

/** A chosen certificate is taken out of use; Windows' own one is made anew. */
function certificates(pc: Pc): readonly Candidate[] {
  const { chosenHash } = pc.facts.listenerCertificate;
  const isOwn = isKnown(chosenHash) && chosenHash.value === null;
  return [{ id: isOwn ? 'certificate-renew' : 'certificate-self-signed' }];
}

/** Windows' own rules are for the usual port alone; where they are gone, or the port is another one, a rule is made. */
function openTheFirewall({ facts: { firewall, listener } }: Pc): Candidate {
  const isUsual = !isKnown(listener.port) || listener.port.value === defaultPort;
  return { id: isUsual && firewall.remoteDesktopRules.length > 0 ? 'firewall-allow' : 'firewall-port-rule' };
}

const isShippedRule = (path: string): boolean =>
  /^firewall\/rules\/RemoteDesktop-(UserMode-)?In-TCP\//i.test(path);

const listed = (section: unknown): Readonly<Record<string, unknown>>[] =>
  Array.isArray(section)
    ? section.filter(
        (one): one is Readonly<Record<string, unknown>> => typeof one === 'object' && one !== null
      )
    : [];

function publicNetworks({ image }: Pc): readonly Candidate[] {
  return listed(image.networks).flatMap(({ id, category }) =>
    typeof id === 'string' && category === 'public'
      ? [{ id: 'network-private', params: { network: id } }]
      : []
  );
}

const wiredAdapters = ({ image }: Pc): { readonly id: string; readonly mac: string | null }[] =>
  listed(image.adapters).flatMap(({ id, kind, up, mac }) =>
    typeof id === 'string' && kind === 'ethernet' && up === true
      ? [{ id, mac: typeof mac === 'string' ? mac : null }]
      : []
  );

/** One offer for each host that something is saved for. */
function savedFor(evidence: readonly Evidence[]): Candidate[] {
  const hosts = evidence.flatMap(({ path, value }) => {
    const host =
      typeof value === 'string' && !path.endsWith('/user') ? /TERMSRV\/(.+)$/i.exec(value)?.[1] : undefined;
    return host === undefined || host.startsWith('*') ? [] : [host];
  });
  return [...new Set(hosts)].flatMap((host) => [
    { id: 'credential-remove', params: { host } },
    { id: 'credential-create', params: { host } }
  ]);
}

/** `rdpFiles/<path>/<line>`: a path has no slash of this kind in it, and the name of a line neither. */
function corrected(evidence: readonly Evidence[], line: (one: Evidence) => string | null): Candidate[] {
  return evidence.flatMap((one) => {
    const file = /^rdpFiles\/(.*)\/[^/]*$/.exec(one.path)?.[1];
    const corrected = line(one);
    return file === undefined || corrected === null
      ? []
      : [{ id: 'rdp-file-correct', params: { file, line: corrected } }];
  });
}

/** Codes of the client by which it says that its licences (0x100 to 0x10B) or its picture cache are broken. */
const isLicence = (extended: number): boolean => extended >= 0x100 && extended <= 0x10b;
const cacheReasons: readonly number[] = [3334, 3080];

function afterFailure({ facts }: Pc, { evidence }: About): readonly Candidate[] {
  const codes = evidence.flatMap(({ value }) =>
    typeof value === 'number'
      ? [value]
      : typeof value === 'string' && /^0x[0-9a-f]+$/i.test(value)
        ? [Number(value)]
        : []
  );
  const { signIns } = facts.credentialStore;
  const { lastTarget } = facts.clientLog;
  const target = isKnown(lastTarget) ? lastTarget.value : null;
  const saved = isKnown(signIns) && target !== null && signIns.value.some((one) => isFor(one, target));
  return [
    ...(saved && target !== null ? [{ id: 'credential-remove', params: { host: target } }] : []),
    ...(codes.some(isLicence) ? [{ id: 'licence-store-reset' }] : []),
    ...(codes.some((code) => cacheReasons.includes(code)) ? [{ id: 'bitmap-cache-reset' }] : [])
  ];
}

/** Administrators may sign in from afar without being in the group. */
function thisUser({ image }: Pc): readonly Candidate[] {
  const { sid } = (image.identity ?? {}) as { readonly sid?: unknown };
  const administrators = listed(
    (image.groups as Readonly<Record<string, unknown>> | undefined)?.['S-1-5-32-544']
  );
  return typeof sid === 'string' && !administrators.some((one) => one['sid'] === sid)
    ? [{ id: 'user-allow', params: { user: sid } }]
    : [];
}
