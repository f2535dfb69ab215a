import { describe, expect, it } from 'vitest';
import type { MachineImage, RegistryData } from '../../shared/model/machine-image';
import { changedPc, rdpTcp, setValue, terminalServicesPolicy, type DraftPc } from '../demo/machines/sound-pc';
import { fixes } from '../fixes';
import type { SettingsFix } from '../fixes/define-fix';
import { applyFix } from './apply';
import { historyOf } from './history';
import { imageDesk, type ImageDesk } from './image-desk';
import { JournalCorrupt, readJournal } from './journal';
import { pcOf } from './pc';
import { NoSuchChange, undoAll, undoChange } from './undo';

const dword = (value: number): RegistryData => ['REG_DWORD', value];
const plain = { force: false, dryRun: false };
const force = { force: true, dryRun: false };

const begun = (change: (pc: DraftPc) => void = () => undefined): ImageDesk =>
  imageDesk(changedPc('windows-11', change));

async function make(desk: ImageDesk, id: string, given: Record<string, string> = {}): Promise<string> {
  const fix = fixes.get(id);
  if (fix?.kind !== 'settings') throw new Error(id);
  const { applied, changeId } = await applyFix(desk, fix, fix.params.parse(given));
  expect(applied).toBe(true);
  return changeId ?? '';
}

/** The recording as somebody else has changed it since. */
function since(desk: ImageDesk, change: (pc: DraftPc) => void): ImageDesk {
  const image = JSON.parse(JSON.stringify(desk.image())) as MachineImage;
  change(image as unknown as DraftPc);
  return imageDesk(image);
}

function valueOf(desk: ImageDesk, name: string, key = rdpTcp): unknown {
  const entry = (desk.image() as unknown as DraftPc).registry[key];
  return entry && !('unavailable' in entry) ? entry.values[name] : entry;
}
const states = async (desk: ImageDesk): Promise<string[]> =>
  historyOf(pcOf(desk.image()), await desk.journal.records()).changes.map(({ state }) => state);
const text = (image: MachineImage): string => JSON.stringify({ ...image, changes: undefined });

describe('a value that is a third one now', () => {
  it('refuses the undo and shows all three; --force gives back what was there', async () => {
    const first = begun();
    const id = await make(first, 'security-layer-negotiate');
    const desk = since(first, (pc) => setValue(pc, rdpTcp, 'SecurityLayer', dword(0)));
    const before = text(desk.image());
    expect(await undoChange(desk, id, plain)).toMatchObject({
      applied: false,
      refused: 'drifted',
      changes: [],
      undoes: id,
      drifted: [{ setting: 'security-layer', before: 2, ours: 1, now: 0 }]
    });
    expect(text(desk.image())).toBe(before);
    expect(await states(desk)).toEqual(['drifted']);
    expect(await undoChange(desk, id, force)).toMatchObject({ applied: true });
    expect(valueOf(desk, 'SecurityLayer')).toEqual(dword(2));
    expect(await states(desk)).toEqual(['undone']);
  });
  it('refuses the whole where it is one of several', async () => {
    const first = begun((pc) => {
      setValue(pc, rdpTcp, 'MaxInstanceCount', dword(3));
      setValue(pc, rdpTcp, 'LanAdapter', dword(2));
    });
    const id = await make(first, 'listener-limits-reset');
    const desk = since(first, (pc) => setValue(pc, rdpTcp, 'LanAdapter', dword(7)));
    expect(await undoChange(desk, id, plain)).toMatchObject({
      drifted: [{ setting: 'listener-adapter', before: 2, ours: 0, now: 7 }]
    });
    expect(valueOf(desk, 'MaxInstanceCount')).toEqual(dword(0xffff_ffff));
  });
  it('is no drift where somebody has put back what was there', async () => {
    const first = begun();
    const id = await make(first, 'security-layer-negotiate');
    const desk = since(first, (pc) => setValue(pc, rdpTcp, 'SecurityLayer', dword(2)));
    expect(await states(desk)).toEqual(['undone']);
    expect(await undoChange(desk, id, plain)).toMatchObject({ alreadyRight: true, changes: [] });
  });
  it('is found in part', async () => {
    const first = begun((pc) => {
      setValue(pc, rdpTcp, 'MaxInstanceCount', dword(3));
      setValue(pc, rdpTcp, 'LanAdapter', dword(2));
    });
    await make(first, 'listener-limits-reset');
    const desk = since(first, (pc) => setValue(pc, rdpTcp, 'LanAdapter', dword(2)));
    expect(await states(desk)).toEqual(['partly']);
  });
});

describe('changes of one setting', () => {
  it('stack: the older one is undone after the newer', async () => {
    const desk = begun();
    const before = text(desk.image());
    const older = await make(desk, 'security-layer-negotiate');
    const newer = await make(desk, 'security-layer-tls');
    expect(older).not.toBe(newer);
    expect(await states(desk)).toEqual(['applied', 'applied']);
    // What was written last is 2, which is also what was there before the older one.
    expect(await undoChange(desk, older, plain)).toMatchObject({
      drifted: [{ setting: 'security-layer', before: 2, ours: 1, now: 2 }]
    });
    await undoChange(desk, newer, plain);
    expect(valueOf(desk, 'SecurityLayer')).toEqual(dword(1));
    await undoChange(desk, older, plain);
    expect(text(desk.image())).toBe(before);
  });
  it('that a downgrade lies under: undo goes on to what was before it', async () => {
    const desk = begun();
    const before = text(desk.image());
    const downgrade = await make(desk, 'nla-off');
    const fix = await make(desk, 'nla-on');
    expect(await undoChange(desk, fix, plain)).toMatchObject({ changes: [] });
    expect(valueOf(desk, 'UserAuthentication')).toEqual(dword(1));
    expect(await undoChange(desk, downgrade, plain)).toMatchObject({ changes: [] });
    expect(text(desk.image())).toBe(before);
    expect(await states(desk)).toEqual(['undone', 'undone']);
  });
  it('that a downgrade lies under, with one between that was cut short before it wrote', async () => {
    for (const isUndoCutToo of [false, true]) {
      const desk = begun((pc) => setValue(pc, rdpTcp, 'UserAuthentication', dword(1)));
      await make(desk, 'nla-off');
      const killed = (): Promise<never> => Promise.reject(new Error('killed'));
      const cut = { ...desk, machine: { ...desk.machine, write: killed } };
      const nlaOn = fixes.get('nla-on') as SettingsFix;
      await expect(applyFix(cut, nlaOn, {})).rejects.toThrow('killed');
      if (isUndoCutToo) {
        const id = readJournal(await desk.journal.records())[1]?.id ?? '';
        await desk.journal.append({ v: 1, record: 'undoing', id, at: null });
      }
      const id = await make(desk, 'nla-on');
      await undoChange(desk, id, plain);
      expect(valueOf(desk, 'UserAuthentication')).toEqual(dword(1));
      await undoAll(desk, plain);
      expect(valueOf(desk, 'UserAuthentication')).toEqual(dword(1));
    }
  });

  it('that a downgrade lies under are noted once each by the undo of everything', async () => {
    const desk = begun();
    const before = text(desk.image());
    await make(desk, 'security-layer-rdp');
    await make(desk, 'security-layer-negotiate');
    await undoAll(desk, plain);
    expect(text(desk.image())).toBe(before);
    const records = (await desk.journal.records()) as { record: string }[];
    expect(records.filter(({ record }) => record === 'undone')).toHaveLength(2);
    expect(await states(desk)).toEqual(['undone', 'undone']);
  });
  it('that several downgrades lie under, with an odd type at the bottom', async () => {
    const odd: RegistryData = ['REG_BINARY', 'DEADbeef'];
    const desk = begun((pc) => setValue(pc, rdpTcp, 'SecurityLayer', odd));
    const before = text(desk.image());
    await make(desk, 'security-layer-rdp');
    const last = await make(desk, 'security-layer-negotiate');
    expect(await undoChange(desk, last, plain)).toMatchObject({
      changes: [{ before: 1, after: ['REG_BINARY', 'DEADbeef'] }]
    });
    expect(text(desk.image())).toBe(before);
  });
  it('give back what a person had set, weak as it is', async () => {
    const desk = begun((pc) => setValue(pc, rdpTcp, 'UserAuthentication', dword(0)));
    const id = await make(desk, 'nla-on');
    await undoChange(desk, id, plain);
    expect(valueOf(desk, 'UserAuthentication')).toEqual(dword(0));
  });
  it('take the key away with the last value in it, in whatever order they are undone', async () => {
    const before = text(begun().image());
    for (const order of [
      [0, 1],
      [1, 0]
    ]) {
      const desk = begun();
      const ids = [await make(desk, 'keep-alive-on'), await make(desk, 'udp-off', { role: 'host' })];
      for (const at of order) await undoChange(desk, ids[at] ?? '', plain);
      expect(text(desk.image())).toBe(before);
    }
  });
  it('leave a key alone that has other content by then', async () => {
    const first = begun();
    const id = await make(first, 'keep-alive-on');
    const desk = since(first, (pc) => setValue(pc, terminalServicesPolicy, 'fPromptForPassword', dword(1)));
    await undoChange(desk, id, plain);
    expect((desk.image() as unknown as DraftPc).registry[terminalServicesPolicy]).toEqual({
      values: { fPromptForPassword: dword(1) }
    });
  });
});

describe('undo of everything', () => {
  it('goes from the newest to the oldest', async () => {
    const desk = begun();
    const before = text(desk.image());
    const ids = [
      await make(desk, 'security-layer-negotiate'),
      await make(desk, 'nla-off'),
      await make(desk, 'security-layer-rdp'),
      await make(desk, 'keep-alive-on')
    ];
    const tried = await undoAll(desk, { force: false, dryRun: true });
    expect(tried).toMatchObject({ applied: false, undoes: [...ids].reverse() });
    expect(text(desk.image())).not.toBe(before);
    expect(await undoAll(desk, plain)).toEqual({ ...tried, applied: true });
    expect(text(desk.image())).toBe(before);
    expect(await undoAll(desk, plain)).toMatchObject({ applied: false, alreadyRight: true, undoes: [] });
  });
  it('is refused as a whole where one change has drifted', async () => {
    const first = begun();
    const id = await make(first, 'security-layer-negotiate');
    await make(first, 'keep-alive-on');
    const desk = since(first, (pc) => setValue(pc, rdpTcp, 'SecurityLayer', dword(0)));
    const before = text(desk.image());
    expect(await undoAll(desk, plain)).toMatchObject({ applied: false, undoes: [id], refused: 'drifted' });
    expect(text(desk.image())).toBe(before);
    expect(await undoAll(desk, force)).toMatchObject({ applied: true });
    expect(text(desk.image())).toBe(text(begun().image()));
  });
});

describe('time', () => {
  it('ends a downgrade by the clock of the recording', async () => {
    const first = begun();
    await make(first, 'nla-off');
    const late = since(first, (pc) => (pc.clock['utc'] = '2026-11-20T10:30:00Z'));
    expect(await states(late)).toEqual(['expired']);
    const early = since(first, (pc) => (pc.clock['utc'] = '2026-11-20T10:29:59Z'));
    expect(await states(early)).toEqual(['applied']);
    const restored = since(late, (pc) => setValue(pc, rdpTcp, 'UserAuthentication', dword(1)));
    expect(await states(restored)).toEqual(['expired']);
  });
});

describe('a journal', () => {
  async function journal(): Promise<{ image: MachineImage; records: Record<string, unknown>[]; id: string }> {
    const desk = begun();
    const id = await make(desk, 'nla-off');
    const image = JSON.parse(JSON.stringify(desk.image())) as MachineImage;
    return { image, records: image['changes'] as Record<string, unknown>[], id };
  }
  type Changes = Record<string, unknown>[];

  it('keeps what a later version wrote, shows it as unknown, and leaves it alone', async () => {
    const { image, records, id } = await journal();
    const later = {
      v: 2,
      record: 'begin',
      id: 'from-later',
      fix: 'new-fix',
      at: '2027-01-01T00:00:00Z',
      more: [1]
    };
    const wordless = { record: 'note', anything: true };
    records.push(later, wordless);
    const desk = imageDesk(image);
    expect(await states(desk)).toEqual(['applied', 'unknown', 'unknown']);
    await expect(undoChange(desk, 'from-later', plain)).rejects.toMatchObject({ reason: 'not-known' });
    await expect(undoAll(desk, plain)).rejects.toMatchObject({ reason: 'not-known' });
    await undoChange(desk, id, plain);
    expect(desk.image()['changes']).toEqual(expect.arrayContaining([later, wordless]));
  });
  it('has no change by a name that nobody gave', async () => {
    const { image } = await journal();
    await expect(undoChange(imageDesk(image), 'nla-off', plain)).rejects.toBeInstanceOf(NoSuchChange);
  });
  it('of a change that was cut short is judged by what is there', async () => {
    const { image, records, id } = await journal();
    records.pop();
    expect(await states(imageDesk(image))).toEqual(['applied']);
    const desk = imageDesk(image);
    await undoChange(desk, id, plain);
    expect(valueOf(desk, 'UserAuthentication')).toEqual(dword(1));
  });

  const forged: readonly [
    string,
    (begin: Record<string, unknown>, change: Record<string, unknown>) => void
  ][] = [
    [
      'a place that no setting has',
      (_begin, change) => {
        change['place'] = { kind: 'registry-value', key: 'HKLM\\SOFTWARE\\X', value: 'Run', type: 'REG_SZ' };
      }
    ],
    [
      'the place of another setting',
      (_begin, change) => {
        change['setting'] = 'security-layer';
      }
    ],
    [
      'a kind of place that there is not',
      (_begin, change) => {
        change['place'] = { kind: 'file', path: 'C:\\x' };
      }
    ],
    [
      'a service that is none of ours',
      (_begin, change) => {
        Object.assign(change, {
          setting: 'service-state',
          place: { kind: 'service-state', name: 'EventLog' },
          before: 'stopped',
          after: 'running'
        });
      }
    ],
    [
      'a group that is another one',
      (_begin, change) => {
        Object.assign(change, {
          setting: 'remote-desktop-user',
          place: { kind: 'group-member', group: 'S-1-5-32-544', member: 'S-1-5-21-1-2-3-1001' },
          after: { sid: 'S-1-5-21-1-2-3-1001', name: null },
          before: null
        });
      }
    ],
    [
      'a value that no fix writes',
      (_begin, change) => {
        change['after'] = dword(7);
      }
    ],
    [
      'a state that is none',
      (_begin, change) => {
        change['before'] = { dword: 1 };
      }
    ],
    [
      'two changes of one name',
      (begin) => {
        begin['id'] = 'same';
      }
    ],
    [
      'a name with a path in it',
      (begin) => {
        begin['id'] = '..\\..\\x';
      }
    ],
    [
      'no changes at all',
      (begin) => {
        begin['changes'] = [];
      }
    ],
    [
      'a time that is none',
      (begin) => {
        begin['expiresAt'] = 'never';
      }
    ]
  ];
  it.each(forged)('is refused with %s', async (_name, forge) => {
    const { image, records } = await journal();
    const [begin] = records;
    if (!begin) throw new Error();
    const copy = JSON.parse(JSON.stringify(begin)) as typeof begin;
    forge(begin, (begin['changes'] as Changes)[0] ?? {});
    if (begin['id'] === 'same') records.push({ ...copy, id: 'same' });
    await expect(states(imageDesk(image))).rejects.toBeInstanceOf(JournalCorrupt);
  });
  it('is refused where something else stands in its place', () => {
    const image = { ...changedPc('windows-11', () => undefined), changes: { nla: 1 } } as MachineImage;
    expect(() => imageDesk(image)).toThrow(JournalCorrupt);
    expect(() => imageDesk({ ...image, changes: 'none' })).toThrow(JournalCorrupt);
  });

  it.each([
    ['another value than the one it tells of', { value: { listed: true, value: ['REG_DWORD', 0] } }],
    ['no capture', { anything: 1 }],
    ['what an image cannot hold', { value: { listed: true, value: ['REG_DWORD', 'x'] } }]
  ])('with %s as what was captured gives nothing back', async (_name, capture) => {
    const { image, records, id } = await journal();
    ((records[0]?.['changes'] as Changes)[0] ?? {})['capture'] = capture;
    const desk = imageDesk(image);
    await expect(undoChange(desk, id, plain)).rejects.toMatchObject({ reason: 'failed' });
  });
  it('brings in no other rule than its own', async () => {
    const desk = begun((pc) => setValue(pc, rdpTcp, 'PortNumber', dword(3390)));
    const id = await make(desk, 'firewall-port-rule');
    const image = JSON.parse(JSON.stringify(desk.image())) as MachineImage;
    const [begin] = image['changes'] as Record<string, unknown>[];
    ((begin?.['changes'] as Changes)[0] ?? {})['capture'] = {
      list: 'list',
      items: [[0, { name: 'Anybody', enabled: true, direction: 'in', action: 'allow' }]]
    };
    await expect(undoChange(imageDesk(image), id, plain)).rejects.toMatchObject({ reason: 'failed' });
  });
});

describe('a key that was not there', () => {
  const parameters =
    'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\CredSSP\\Parameters';
  it('goes where only the value was taken away, by reg.exe or in the middle of a crash', async () => {
    for (const isEnded of [true, false]) {
      const first = begun();
      const before = text(first.image());
      const id = await make(first, 'credssp-bridge');
      const desk = since(first, (pc) => {
        pc.registry[parameters] = { values: {}, subkeys: [] };
        if (!isEnded) (pc as unknown as { changes: unknown[] }).changes.pop();
      });
      expect(await undoChange(desk, id, plain)).toMatchObject({ alreadyRight: true, applied: false });
      expect(text(desk.image())).toBe(before);
    }
  });
  it('stays where somebody has put something else into it', async () => {
    const first = begun();
    const id = await make(first, 'credssp-bridge');
    const desk = since(first, (pc) => {
      pc.registry[parameters] = { values: { Other: dword(1) }, subkeys: [] };
    });
    await undoChange(desk, id, plain);
    expect(valueOf(desk, 'Other', parameters)).toEqual(dword(1));
  });
});

describe('taking everything back, with something in the journal that this version does not know', () => {
  const later = { v: 2, record: 'begin', id: 'from-later', fix: 'new-fix' };
  async function journalWith(place: 'before' | 'after' | 'alone'): Promise<ImageDesk> {
    const desk = begun();
    const id = await make(desk, 'security-layer-negotiate');
    if (place === 'alone') await undoChange(desk, id, plain);
    const image = desk.image();
    const records = image['changes'] as unknown[];
    return imageDesk({ ...image, changes: place === 'before' ? [later, ...records] : [...records, later] });
  }
  it('is refused with its name where it may lie over what would be given back', async () => {
    const desk = await journalWith('after');
    await expect(undoAll(desk, plain)).rejects.toMatchObject({ reason: 'not-known', where: 'from-later' });
    expect(valueOf(desk, 'SecurityLayer')).toEqual(dword(1));
  });
  it('goes on where it was there before all of that, and leaves it alone', async () => {
    const desk = await journalWith('before');
    expect(await undoAll(desk, plain)).toMatchObject({ applied: true });
    expect(valueOf(desk, 'SecurityLayer')).toEqual(dword(2));
    expect(await states(desk)).toEqual(['unknown', 'undone']);
  });
  it('does not say that nothing is left', async () => {
    for (const desk of [await journalWith('alone'), imageDesk({ ...begun().image(), changes: [later] })])
      await expect(undoAll(desk, plain)).rejects.toMatchObject({ reason: 'not-known' });
  });
});

it('history says who made a change, and what is there now where that is neither', async () => {
  const first = { ...begun(), who: 'PC7\\anna' };
  await make(first, 'security-layer-negotiate');
  const told = async (desk: ImageDesk): Promise<unknown> =>
    historyOf(pcOf(desk.image()), await desk.journal.records()).changes[0];
  expect(await told(first)).toMatchObject({ by: 'PC7\\anna', changes: [{ before: 2, after: 1 }] });
  expect(await told(first)).not.toHaveProperty('changes.0.now');
  const desk = since(first, (pc) => setValue(pc, rdpTcp, 'SecurityLayer', dword(0)));
  expect(await told(desk)).toMatchObject({ state: 'drifted', changes: [{ before: 2, after: 1, now: 0 }] });
});
