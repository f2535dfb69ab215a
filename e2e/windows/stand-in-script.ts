import { nowAt } from '../../main/changes/kinds';
import { isKnown } from '../../main/facts/fact';
import { indexImage } from '../../main/facts/image-index';
import { unavailable } from '../../main/machine/fragment';
import type { ScriptSession } from '../../main/machine/powershell/session';
import type { RecordedMachine } from '../../main/machine/recorded';
import { WriteFailed } from '../../main/machine/writing';
import { ownRuleName, type Place, type State, type StateOf } from '../../shared/model/place';

/** A recording that every program of a test shares, as they share a PC. */
export interface SharedRecording {
  readonly pc: () => RecordedMachine;
  /** Another program finds it as before or as after. */
  readonly change: (work: (pc: RecordedMachine) => Promise<void>) => Promise<void>;
}

/**
 * A STAND-IN for the writing half of the script in a PowerShell: it takes the lines that the app sends, changes a recording
 * by them, and answers as Windows' COM would, with numbers for words. It proves what is asked and what becomes of the answer,
 * and nothing about PowerShell, COM or the firewall: docs/windows-verification.md.
 */
export const scriptStandIn = ({ pc, change }: SharedRecording): Pick<ScriptSession, 'ask'> => ({
  ask: async (verb, request) => {
    const fields = request.split('\t').map(unescaped);
    const place = placeOf(fields);
    if (place === null) return unavailable('not-supported', 'a place of a later version');
    try {
      const now = stateAt(pc(), place);
      if (verb === 'Send-ReconnectCapture')
        return now === undefined ? null : { answer: captureOf(place, now) };
      if (verb !== 'Send-ReconnectWritten') return unavailable('not-supported', verb);
      if (now === undefined) return null;
      await change((one) => one.write(place, stateOf(place, fields, one)));
      return { answer: true };
    } catch (error) {
      if (!(error instanceof WriteFailed)) throw error;
      return unavailable('failed', error.detail);
    }
  }
});

const unescaped = (field: string): string =>
  field.replace(/\\(?:u([0-9a-f]{4})|\\)/g, (_, code?: string) =>
    code === undefined ? '\\' : String.fromCharCode(parseInt(code, 16))
  );

function placeOf([kind = '', first = '', second = '']: readonly string[]): Place | null {
  switch (kind) {
    case 'firewall-rule':
      return { kind, name: first };
    case 'firewall-own-rule':
      return { kind, port: Number(first.slice(ownRuleName(0).length - 1)) };
    case 'network-category':
      return { kind, network: first };
    case 'group-member':
      return { kind, group: first, member: second };
    default:
      return null;
  }
}

/** Undefined where what the place belongs to is not there. */
function stateAt(pc: RecordedMachine, place: Place): State | null | undefined {
  const now = nowAt(indexImage(pc.image()), place);
  if (!isKnown(now)) throw new WriteFailed(now.unavailable);
  const mayBeAbsent = place.kind === 'firewall-own-rule' || place.kind === 'group-member';
  return now.value === null && !mayBeAbsent ? undefined : now.value;
}

const profiles = { domain: 1, private: 2, public: 4 } as const;
const allProfiles = 0x7fff_ffff;
const categories = ['public', 'private', 'domain'] as const;
const protocols: Readonly<Record<string, number>> = { tcp: 6, udp: 17, any: 256 };

const bitsOf = (words: readonly string[]): number =>
  words.length === 0 || words.includes('any')
    ? allProfiles
    : words.reduce((bits, word) => bits | profiles[word as keyof typeof profiles], 0);
const wordsOf = (bits: number): (keyof typeof profiles)[] =>
  (Object.keys(profiles) as (keyof typeof profiles)[]).filter((word) => (bits & profiles[word]) !== 0);

function captureOf(place: Place, now: State | null): unknown {
  switch (place.kind) {
    case 'firewall-rule': {
      const { enabled, action, profiles: words } = now as StateOf<'firewall-rule'>;
      return { enabled, action: action === 'allow' ? 1 : 0, profiles: bitsOf(words) };
    }
    case 'firewall-own-rule':
      return now && ownRuleOf(now as StateOf<'firewall-own-rule'>);
    case 'network-category':
      return categories.indexOf(now as (typeof categories)[number]);
    default:
      return now !== null;
  }
}

const ownRuleOf = (rule: StateOf<'firewall-own-rule'>): object => ({
  Description: '',
  Protocol: protocols[rule.protocol] ?? Number(rule.protocol),
  LocalPorts: rule.localPorts.join(','),
  RemotePorts: '*',
  LocalAddresses: '*',
  RemoteAddresses: rule.remoteAddresses.join(','),
  ApplicationName: rule.program ?? '',
  serviceName: rule.service ?? '',
  InterfaceTypes: 'All',
  Direction: rule.direction === 'in' ? 1 : 2,
  Action: rule.action === 'allow' ? 1 : 0,
  Profiles: bitsOf(rule.profiles),
  EdgeTraversal: false,
  Grouping: '',
  Enabled: rule.enabled
});

/** The state that the fields of a write ask for. */
function stateOf(place: Place, fields: readonly string[], pc: RecordedMachine): State | null {
  switch (place.kind) {
    case 'firewall-rule': {
      const [, , enabled, action, bits] = fields;
      return {
        enabled: enabled === '1',
        action: action === '1' ? 'allow' : 'block',
        profiles: wordsOf(Number(bits))
      };
    }
    case 'firewall-own-rule': {
      if (fields.length === 2) return null;
      const [, , , protocol = '', ports = '', , , addresses = '', program = '', service = '', , ...rest] =
        fields;
      const [direction, action, bits, , , enabled] = rest;
      return {
        enabled: enabled === '1',
        direction: direction === '1' ? 'in' : 'out',
        action: action === '1' ? 'allow' : 'block',
        profiles: wordsOf(Number(bits)),
        protocol: Object.keys(protocols).find((word) => protocols[word] === Number(protocol)) ?? protocol,
        localPorts: ports.split(','),
        remoteAddresses: addresses.split(','),
        program: program === '' ? null : program,
        service: service === '' ? null : service
      };
    }
    case 'network-category':
      return categories[Number(fields[2])] ?? 'domain';
    case 'group-member':
      return fields[3] === '1' ? { sid: place.member, name: nameOf(pc, place.member) } : null;
    default:
      throw new WriteFailed('not-supported');
  }
}

/** Windows finds the name of an account by its SID. */
function nameOf(pc: RecordedMachine, sid: string): string | null {
  const { identity } = pc.image() as { identity?: { sid?: unknown; user?: unknown } | null };
  return identity?.sid === sid && typeof identity.user === 'string' ? identity.user : null;
}
