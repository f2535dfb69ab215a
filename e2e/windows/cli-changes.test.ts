import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planFix } from '../../main/changes/plan';
import { pcOf } from '../../main/changes/pc';
import {
  changedPc,
  rdpTcp,
  setValue,
  terminalServicesPolicy,
  type DraftPc
} from '../../main/demo/machines/sound-pc';
import { fixes } from '../../main/fixes';
import { fixCases, type FixCase } from '../../main/fixes/fixes.test-data';
import type { SettingsFix } from '../../main/fixes/define-fix';
import type { NativePlaceKind } from '../../main/machine/native/writers';
import { historySchema, planSchema, type History, type Plan } from '../../shared/model/change';
import type { MachineImage, ServiceEntry } from '../../shared/model/machine-image';
import { readingsOf } from './says';
import { startSeeder, type Seeder } from './seed';
import { mustRun, runCli, startWorker, type Worker } from './session';
import type { CliRun } from './programs/cli';
import { forgetChanges, machineFolder, ownJournals, storedTasks } from './window/left-behind';
import { startWitness, type Seen, type Witness } from './window/witness';

// `reconnect fix`, `undo` and `history` without --on: the release's own code changes the Windows of the lane, where all are
// administrators. What is there before, in between and afterwards is said by the witness, which shares no code with it.

let seeder: Seeder;
let witness: Witness;
let cli: Worker;
beforeAll(async () => {
  [seeder, witness, cli] = await Promise.all([startSeeder(), startWitness(), startWorker('programs/cli')]);
});
afterAll(async () => {
  await Promise.all([seeder.stop(), witness.stop(), cli.stop()]);
  forgetChanges();
});
beforeEach(forgetChanges);

/** All but Wine's own count of the services that it has started. */
async function look(): Promise<Seen> {
  const { registry, ...seen } = await witness.look();
  const counted = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\ServiceCurrent';
  return { ...seen, registry: new Map([...registry].filter(([key]) => key !== counted)) };
}

const run = (...args: readonly string[]): Promise<CliRun> => cli.ask('run', args);

/** The run has to end with 0 and say nothing beside its JSON. */
async function plan(...args: readonly string[]): Promise<Plan> {
  const { code, out, err } = await run(...args, '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return planSchema.parse(JSON.parse(out));
}
async function history(): Promise<History['changes']> {
  const { code, out, err } = await run('history', '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return historySchema.parse(JSON.parse(out)).changes;
}

/**
 * Saved credentials that can really be there, and given back: Windows gives nobody the password of a domain's, and those of
 * the recordings have members that it has no place for.
 */
const credentials: FixCase = {
  fix: 'credential-remove',
  params: { host: 'pc9' },
  name: 'two of one host between others',
  role: 'client',
  cures: [],
  image: changedPc('windows-11', (pc) => {
    const saved = (target: string, type: string): Record<string, string> => ({
      target,
      type,
      user: 'PC9\\anna',
      persistence: 'local'
    });
    pc.credentials = [
      saved('TERMSRV/other', 'domain-password'),
      saved('TERMSRV/pc9', 'generic'),
      saved('TERMSRV/PC9.example.test', 'generic'),
      saved('TERMSRV/*.example.test', 'domain-password')
    ];
  })
};

/** What runs as a service there. */
const service = { account: 'LocalSystem', path: 'C:\\windows\\system32\\termsv.exe' };

/** As it can be there: this Windows is a workstation, bytes come in lower case, and a service has a program. */
const asRead = (one: FixCase): FixCase => ({
  ...one,
  image: {
    ...(JSON.parse(JSON.stringify(one.image), (_name, value: unknown) =>
      typeof value === 'string' && /^([0-9A-F]{2}){20,}$/.test(value) ? value.toLowerCase() : value
    ) as MachineImage),
    ...(one.fix === 'service-enable' ? { services: withProgram(one.image.services) } : {}),
    os: { ...one.image.os, productType: 'workstation' }
  }
});

function withProgram(services: MachineImage['services']): MachineImage['services'] {
  const all = Object.entries(services as Record<string, ServiceEntry>);
  return Object.fromEntries(all.map(([name, entry]) => [name, { ...entry, ...service }]));
}

const native: readonly NativePlaceKind[] = [
  'registry-value',
  'service-start-type',
  'service-state',
  'saved-credential'
];
const planOver = (image: MachineImage, { fix, params = {} }: FixCase): ReturnType<typeof planFix> =>
  planFix(pcOf(image), fixes.get(fix) as SettingsFix, params);
const isNative = (one: FixCase): boolean =>
  planOver(one.image, one).steps.every(({ place }) => (native as readonly string[]).includes(place.kind));
const wordsOf = ({ fix, params = {} }: FixCase): string[] => [
  fix,
  ...Object.entries(params).flatMap(([name, value]) => ['--param', `${name}=${value}`])
];

const cases = [...fixCases.filter(({ fix }) => fix !== credentials.fix), credentials]
  .map(asRead)
  .filter(isNative)
  .map((one) => ({ ...one, title: `${one.fix}: ${one.name}` }));

describe.each(cases)('$title', (one) => {
  it('is planned as over its recording, made, told and taken back to the byte', async () => {
    const asSeeded = await seeder.seed(one.image, readingsOf(one.image));
    const expected = planOver(asSeeded(one.image), one).plan;
    const before = await look();

    const tried = await plan('fix', ...wordsOf(one), '--dry-run');
    // Windows lists credentials in an order of its own.
    const order = one.fix === credentials.fix ? tried.changes : expected.changes;
    expect(tried).toMatchObject({ changes: order, applied: false });
    expect(new Set(order)).toEqual(new Set(expected.changes));
    if (order === expected.changes) expect(tried.hash).toBe(expected.hash);

    const made = await plan('fix', ...wordsOf(one), '--yes');
    expect(made).toMatchObject({ changes: order, hash: tried.hash, applied: true });
    const after = await look();
    expect(after).not.toEqual(before);
    expect(await history()).toMatchObject([
      { id: made.changeId, fix: one.fix, state: 'applied', changes: order }
    ]);
    expect(storedTasks().size).toBe(expected.expiresInSeconds === null ? 0 : 1);

    // Passwords lie beside the journal, and no longer than they can be given back.
    const passwords = one.fix === credentials.fix ? order.length : 0;
    expect(ownJournals().secrets).toHaveLength(passwords);
    expect(ownJournals().text.match(/"kept":"[0-9a-f]{32}"/g) ?? []).toHaveLength(passwords);

    const again = await plan('fix', ...wordsOf(one), '--yes');
    expect(again).toMatchObject({ alreadyRight: true, applied: false, changeId: null });

    const undone = await plan('undo', made.changeId ?? '', '--yes');
    expect(undone).toMatchObject({ applied: true, undoes: made.changeId });
    expect(await look()).toEqual(before);
    expect(await history()).toMatchObject([{ id: made.changeId, state: 'undone' }]);
    expect(storedTasks().size).toBe(0);
    expect(ownJournals().secrets).toEqual([]);
  });
});

const nlaIsOff = (pc: DraftPc): void => setValue(pc, rdpTcp, 'UserAuthentication', ['REG_DWORD', 0]);
async function seedPc(change: (pc: DraftPc) => void): Promise<Seen> {
  const image = changedPc('windows-11', change);
  await seeder.seed(image, readingsOf(image));
  return look();
}
const nla = (value: string): Promise<string> =>
  mustRun('reg', 'add', rdpTcp, '/v', 'UserAuthentication', '/t', 'REG_DWORD', '/d', value, '/f');

describe('this PC', () => {
  it('is left alone where a policy decides', async () => {
    const before = await seedPc((pc) => {
      nlaIsOff(pc);
      setValue(pc, terminalServicesPolicy, 'UserAuthentication', ['REG_DWORD', 0]);
    });
    for (const how of ['--dry-run', '--yes']) {
      const { code, out, err } = await run('fix', 'nla-on', how, '--json');
      expect({ code, plan: planSchema.parse(JSON.parse(out)) }).toMatchObject({
        code: 1,
        plan: { refused: 'managed-by-policy', applied: false, changes: [] }
      });
      expect(err).toMatch(/^reconnect: managed-by-policy: [^\n]+\n$/);
    }
    expect(await look()).toEqual(before);
    expect(await history()).toEqual([]);
  });

  it('is not changed back over what somebody else has set since, but by force', async () => {
    const before = await seedPc(nlaIsOff);
    const { changeId } = await plan('fix', 'nla-on', '--yes');
    await nla('7');
    const drifted = await look();
    const { code, out, err } = await run('undo', changeId ?? '', '--yes', '--json');
    expect({ code, plan: planSchema.parse(JSON.parse(out)) }).toMatchObject({
      code: 1,
      plan: { refused: 'drifted', drifted: [{ setting: 'nla', before: 0, ours: 1, now: 7 }] }
    });
    expect(err).toMatch(/^reconnect: drifted: [^\n]+\n$/);
    expect(await look()).toEqual(drifted);
    expect(await history()).toMatchObject([{ state: 'drifted' }]);
    expect(await plan('undo', changeId ?? '', '--yes', '--force')).toMatchObject({ applied: true });
    expect(await look()).toEqual(before);
  });

  it('gets everything back at once, of the person and of the whole PC', async () => {
    const pin = 'HKCU\\Software\\Microsoft\\Terminal Server Client\\Servers\\PC9';
    const before = await seedPc((pc) => {
      nlaIsOff(pc);
      setValue(pc, rdpTcp, 'fEnableWinStation', ['REG_DWORD', 0]);
      setValue(pc, pin, 'CertHash', ['REG_BINARY', 'cd'.repeat(32)]);
    });
    const ids: unknown[] = [];
    for (const words of [['nla-on'], ['certificate-pin-clear', '--param', 'host=pc9'], ['listener-on']])
      ids.push((await plan('fix', ...words, '--yes')).changeId);
    expect((await history()).map(({ id }) => id)).toEqual([ids[0], ids[1], ids[2]]);
    const ofThePc = readFileSync(join(machineFolder(), 'Changes', 'changes.jsonl'), 'utf8');
    expect(ofThePc).toContain('listener-on');
    expect(ofThePc).not.toContain('certificate-pin');
    expect(ownJournals().text).toContain('certificate-pin-clear');
    const tried = await plan('undo', '--all', '--dry-run');
    expect(tried).toMatchObject({ fix: 'undo-all', applied: false });
    expect(await plan('undo', '--all', '--yes')).toMatchObject({ applied: true, changes: tried.changes });
    expect(await look()).toEqual(before);
    expect((await history()).map(({ state }) => state)).toEqual(['undone', 'undone', 'undone']);
    expect(await plan('undo', '--all', '--yes')).toMatchObject({ alreadyRight: true, applied: false });
  });

  it('is changed by the release as it is started on a Windows PC', async () => {
    const before = await seedPc(nlaIsOff);
    const made = await runCli('fix', 'nla-on', '--yes');
    expect(made).toMatchObject({ status: 0 });
    expect(made.stdout).toContain('not asked for → asked for');
    const [, id = ''] = /reconnect undo (nla-on-[0-9a-f]{12}) --yes\r?\n/.exec(made.stdout) ?? [];
    expect((await runCli('history')).stdout).toContain(id);
    expect(await runCli('undo', id, '--yes')).toMatchObject({ status: 0 });
    expect(await look()).toEqual(before);
  });

  it('names what is asked for and is not there, and changes nothing', async () => {
    const before = await seedPc(nlaIsOff);
    const lines = [
      { args: ['undo', 'nla-on-000000000000', '--yes'], code: 64 },
      { args: ['fix', 'nla-on'], code: 64 },
      { args: ['fix', 'nla-on', '--yes', '--out', 'x.json'], code: 64 },
      { args: ['fix', 'service-enable', '--yes', '--param', 'service=Spooler'], code: 64 },
      {
        args: ['fix', 'wake-on-lan-on', '--yes', '--param', 'adapter={11111111-0000-0000-0000-000000000000}'],
        code: 2
      }
    ];
    for (const { args, code } of lines) {
      const ended = await run(...args);
      expect({ args, code: ended.code, out: ended.out }).toEqual({ args, code, out: '' });
      expect(ended.err).toMatch(/^reconnect: [^\n]+\n$/);
    }
    expect(await look()).toEqual(before);
    expect(await history()).toEqual([]);
  });
});
