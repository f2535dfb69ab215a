import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownRuleName, type Place, type PlaceOf, type StateOf } from '../../../shared/model/place';
import { WriteFailed } from '../writing';
import { kitFiles } from './kit';
import { standInFile } from './powershell-stand-in.test-data.mjs';
import { remoteScript, script, writeScript } from './script';
import { openSession, type ScriptSession, type Verb } from './session';
import { scriptWriters, type ScriptPlaceKind } from './write-by-script';

interface Asked {
  readonly verb: Verb;
  readonly fields: readonly string[];
}

/** A session that answers as it is told, and keeps what it was asked. */
function session(...answers: readonly unknown[]): { asked: Asked[]; ask: ScriptSession['ask'] } {
  const asked: Asked[] = [];
  return {
    asked,
    ask: (verb, request) => {
      expect(request).toMatch(/^[\t -~]+$/);
      asked.push({ verb, fields: request.split('\t').map(unescaped) });
      return Promise.resolve(answers[Math.min(asked.length, answers.length) - 1]);
    }
  };
}
const unescaped = (field: string): string => JSON.parse(`"${field.replaceAll('"', '\\"')}"`) as string;

const rule: PlaceOf<'firewall-rule'> = { kind: 'firewall-rule', name: 'RemoteDesktop-UserMode-In-TCP' };
const own: PlaceOf<'firewall-own-rule'> = { kind: 'firewall-own-rule', port: 3390 };
const network: PlaceOf<'network-category'> = {
  kind: 'network-category',
  network: '{aaaaaaaa-2222-3333-4444-555555555555}'
};
const member: PlaceOf<'group-member'> = {
  kind: 'group-member',
  group: 'S-1-5-32-555',
  member: 'S-1-5-21-1-2-3-1001'
};
const places: readonly PlaceOf<ScriptPlaceKind>[] = [rule, own, network, member];

const ownState: StateOf<'firewall-own-rule'> = {
  enabled: true,
  direction: 'in',
  action: 'allow',
  profiles: ['private', 'domain'],
  protocol: 'tcp',
  localPorts: ['3390'],
  remoteAddresses: ['*'],
  program: '%SystemRoot%\\system32\\svchost.exe',
  service: 'termservice'
};
/** The same rule as the firewall tells it. */
const ownFields = {
  Description: '',
  Protocol: 6,
  LocalPorts: '3390',
  RemotePorts: '*',
  LocalAddresses: '*',
  RemoteAddresses: 'LocalSubnet',
  ApplicationName: '%SystemRoot%\\system32\\svchost.exe',
  serviceName: 'termservice',
  InterfaceTypes: 'All',
  Direction: 1,
  Action: 1,
  Profiles: 0x7fff_ffff,
  EdgeTraversal: false,
  Grouping: '',
  Enabled: true
};
const captures: Readonly<Record<ScriptPlaceKind, unknown>> = {
  'firewall-rule': { enabled: false, action: 1, profiles: 0x7fff_ffff },
  'firewall-own-rule': ownFields,
  'network-category': 0,
  'group-member': true
};
/** A kind's own writer, for places whose kind is known at run time alone. */
interface AnyWriter {
  readonly capture: (place: Place) => Promise<unknown>;
  readonly write: (place: Place, state: unknown) => Promise<void>;
  readonly restore: (place: Place, capture: unknown) => Promise<void>;
}
const writerOf = (one: { ask: ScriptSession['ask'] }, { kind }: PlaceOf<ScriptPlaceKind>): AnyWriter =>
  scriptWriters(one)[kind] as unknown as AnyWriter;
/** What the journal gives back. */
const kept = (capture: unknown): unknown => JSON.parse(JSON.stringify(capture));

describe('what is written', () => {
  it.each([
    [rule, { enabled: true, action: 'allow', profiles: ['private'] }, [rule.kind, rule.name, '1', '1', '2']],
    [
      rule,
      { enabled: false, action: 'block', profiles: ['domain', 'private', 'public'] },
      [rule.kind, rule.name, '0', '0', '7']
    ],
    // A rule that names none is for each kind of network, also those that come later.
    [rule, { enabled: true, action: 'allow', profiles: [] }, [rule.kind, rule.name, '1', '1', '2147483647']],
    [
      rule,
      { enabled: true, action: 'allow', profiles: ['any'] },
      [rule.kind, rule.name, '1', '1', '2147483647']
    ],
    [
      own,
      ownState,
      [
        own.kind,
        'Reconnect-RDP-TCP-3390',
        ...['', '6', '3390', '', '', '*', '%SystemRoot%\\system32\\svchost.exe', 'termservice', ''],
        ...['1', '1', '3', '', '', '1']
      ]
    ],
    [own, null, [own.kind, 'Reconnect-RDP-TCP-3390']],
    [network, 'private', [network.kind, network.network, '1']],
    [network, 'public', [network.kind, network.network, '0']],
    [
      member,
      { sid: 's-1-5-21-1-2-3-1001', name: 'PC\\anna' },
      [member.kind, member.group, member.member, '1']
    ],
    [member, null, [member.kind, member.group, member.member, '0']]
  ] as const)('%j as %j', async (place, state, fields) => {
    const one = session({ answer: true });
    await writerOf(one, place).write(place, state);
    expect(one.asked).toEqual([{ verb: 'Send-ReconnectWritten', fields }]);
  });

  it.each([
    [rule, null],
    [network, null],
    [network, 'domain'],
    [member, { sid: 'S-1-5-32-544', name: null }],
    [own, { ...ownState, protocol: 'sctp' }],
    [own, { ...ownState, direction: 'both' }],
    [own, { ...ownState, profiles: ['toString'] }]
  ] as const)('is never %j as %j', async (place, state) => {
    const one = session({ answer: true });
    await expect(writerOf(one, place).write(place, state)).rejects.toEqual(new WriteFailed('not-supported'));
    expect(one.asked).toEqual([]);
  });

  it('is data to the script, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (name) => {
        const one = session({ answer: true });
        const place = { ...rule, name: `';$(calc)\n\t${name}` };
        await scriptWriters(one)['firewall-rule'].write(place, {
          enabled: true,
          action: 'allow',
          profiles: ['any']
        });
        expect(one.asked[0]?.fields[1]).toBe(place.name);
        expect(one.asked[0]?.fields).toHaveLength(5);
      })
    );
  });
});

describe('what was there', () => {
  it.each(places)('of $kind is given back as it was told, through the journal', async (place) => {
    const told = captures[place.kind];
    const one = session({ answer: told }, { answer: true });
    const writer = writerOf(one, place);
    await writer.restore(place, kept(await writer.capture(place)));
    const [first, second] = one.asked;
    expect(first?.verb).toBe('Send-ReconnectCapture');
    expect(second?.verb).toBe('Send-ReconnectWritten');
    const at = first?.fields.length ?? 0;
    expect(second?.fields.slice(0, at)).toEqual(first?.fields);
    const values = typeof told === 'object' ? Object.values(told as object) : [told];
    expect(second?.fields.slice(at)).toEqual(
      values.map((value: unknown) => (typeof value === 'boolean' ? (value ? '1' : '0') : String(value)))
    );
  });

  it('as no rule of Reconnect is none again', async () => {
    const one = session({ answer: null }, { answer: true });
    const writer = scriptWriters(one)['firewall-own-rule'];
    await writer.restore(own, kept(await writer.capture(own)));
    expect(one.asked[1]?.fields).toEqual(['firewall-own-rule', ownRuleName(3390)]);
  });

  it.each(places)('of $kind is refused where it is of another place, or forged', async (place) => {
    const one = session({ answer: captures[place.kind] });
    const writer = writerOf(one, place);
    const capture = kept(await writer.capture(place)) as { at: string; held: unknown };
    const forged = [
      null,
      {},
      captures[place.kind],
      { ...capture, at: `${capture.at}x` },
      { ...capture, kind: 'registry-value' },
      { ...capture, held: 'format c:' },
      { ...capture, held: { ...(capture.held as object), more: 1 } },
      { ...capture, more: 1 }
    ];
    for (const each of forged)
      await expect(writer.restore(place, each), JSON.stringify(each)).rejects.toEqual(
        new WriteFailed('not what was captured there')
      );
    expect(one.asked).toHaveLength(1);
  });

  it.each([
    [rule, { enabled: true, action: 2, profiles: 7 }],
    [rule, null],
    [own, { ...ownFields, Direction: 'in' }],
    [own, { ...ownFields, Interfaces: [] }],
    [network, 'public'],
    [member, 1]
  ])('is not taken for what it cannot be: %j as %j', async (place, answer) => {
    await expect(writerOf(session({ answer }), place).capture(place)).rejects.toThrow(/none of this place/);
  });
});

describe('what keeps it from being written', () => {
  it.each([
    [{ unavailable: 'access-denied', detail: 'System.X 0x80070005' }, 'access-denied: System.X 0x80070005'],
    [
      { unavailable: 'blocked', detail: 'PowerShell runs in a restricted language mode' },
      'blocked: PowerShell runs in a restricted language mode'
    ],
    [{ unavailable: 'timeout', detail: 'late' }, 'timeout: late'],
    [{ unavailable: 'not-supported' }, 'not-supported'],
    [null, 'not-there'],
    [{ schema: 'reconnect.machine/1' }, 'failed: the answer of PowerShell is none to a change'],
    ['done', 'failed: the answer of PowerShell is none to a change']
  ])('is told in the words of a reading: %j', async (answer, detail) => {
    for (const place of places) {
      const writer = writerOf(session(answer), place);
      const state = {
        'firewall-rule': { enabled: true, action: 'allow', profiles: [] },
        'firewall-own-rule': null,
        'network-category': 'private',
        'group-member': null
      }[place.kind];
      await expect(writer.capture(place), place.kind).rejects.toEqual(new WriteFailed(detail));
      await expect(writer.write(place, state), place.kind).rejects.toEqual(new WriteFailed(detail));
    }
  });
});

// powershell.exe is a labelled stand-in here: this proves what is sent and what is made of an answer, not PowerShell.
describe('over a session', () => {
  it('loads the half that changes behind the other, and sends what is asked as one word', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
    const log = join(folder, 'log');
    const executable = join(folder, 'powershell-stand-in');
    const says = {
      'Send-ReconnectCapture': { answer: true },
      'Send-ReconnectWritten': { unavailable: 'access-denied', detail: 'System.X 0x80070005' }
    };
    const behaviour = JSON.stringify({ log, says });
    writeFileSync(
      executable,
      `#!/bin/sh\nexec '${process.execPath}' '${standInFile}' '${behaviour}' "$@"\n`,
      {
        mode: 0o755
      }
    );
    const one = openSession({ executable, more: writeScript, startMs: 30_000 });
    try {
      const writer = scriptWriters(one)['group-member'];
      // Nothing is started before something is asked.
      expect(existsSync(log)).toBe(false);
      expect(await writer.capture(member)).toEqual({
        kind: 'group-member',
        at: 's-1-5-32-555 s-1-5-21-1-2-3-1001',
        held: true
      });
      await expect(writer.write(member, null)).rejects.toEqual(
        new WriteFailed('access-denied: System.X 0x80070005')
      );
      const lines = readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .map((entry) => (JSON.parse(entry) as { line?: string }).line ?? '');
      const [, hello = '', capture, write] = lines;
      const loaded = [...hello.matchAll(/FromBase64String\('([^']+)'\)/g)].map(([, word = '']) =>
        Buffer.from(word, 'base64').toString('latin1')
      );
      expect(loaded).toEqual([script, writeScript]);
      expect(capture).toMatch(/^Send-ReconnectCapture '[0-9a-f]{24}' '[A-Za-z0-9+/]+={0,2}'$/);
      expect(write).toMatch(/^Send-ReconnectWritten '[0-9a-f]{24}' '[A-Za-z0-9+/]+={0,2}'$/);
    } finally {
      await one.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('the half that changes', () => {
  const named = (text: string): string[] =>
    [...text.matchAll(/'(firewall|network|group)-[a-z-]+'/g)].map(([one]) => one.slice(1, -1));

  it('knows the kinds that are written by it, and no other', () => {
    expect(new Set(named(writeScript))).toEqual(new Set(places.map(({ kind }) => kind)));
  });

  it('is in nothing that is handed to people or sent to another PC', () => {
    const [kit] = kitFiles([], '1.0.0');
    for (const text of [script, remoteScript, kit?.content ?? ''])
      expect(text).not.toMatch(/Set-ReconnectPlace|\.SetCategory\(|Rules\.(Add|Remove)|FwRule\b/);
  });

  it('takes no name of a rule but those of our own for one of our own', () => {
    const pattern = new RegExp(/-notmatch '(\^Reconnect[^']+)'/.exec(writeScript)?.[1] ?? '');
    expect(pattern.test(ownRuleName(1))).toBe(true);
    expect(pattern.test(ownRuleName(65_535))).toBe(true);
    for (const name of [
      'RemoteDesktop-UserMode-In-TCP',
      'Reconnect-RDP-TCP-3389 x',
      'x Reconnect-RDP-TCP-3389',
      ''
    ])
      expect(pattern.test(name)).toBe(false);
  });

  it('takes the fields of a rule in the order in which they are sent', () => {
    const listed = /\$ReconnectRuleFields = @\(([^)]*)\)/.exec(writeScript)?.[1] ?? '';
    expect([...listed.matchAll(/'(\w+)'/g)].map(([, field]) => field)).toEqual(Object.keys(ownFields));
  });
});
