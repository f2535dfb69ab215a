import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { historySchema, planSchema, type History, type Plan } from '../../shared/model/change';
import type { MachineImage } from '../../shared/model/machine-image';
import { changedPc, rdpTcp, setValue, terminalServicesPolicy, type DraftPc } from '../demo/machines/sound-pc';
import { fixes } from '../fixes';
import { NotReadable } from '../machine/door';
import { fixCommand } from './fix';
import { historyCommand } from './history';
import { runCommand } from './run-command';
import { undoCommand } from './undo';

const folder = mkdtempSync(join(tmpdir(), 'reconnect-change-'));
afterAll(() => rmSync(folder, { recursive: true }));

const noPc = (): never => {
  throw new NotReadable('cli.this-pc.not-windows');
};

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await runCommand(
    args,
    {
      out: (text) => Promise.resolve(void (out += text)),
      err: (text) => Promise.resolve(void (err += text)),
      colour: false,
      live: false
    },
    new AbortController().signal,
    { fix: fixCommand(noPc), undo: undoCommand(noPc), history: historyCommand(noPc) }
  );
  return { code, out, err };
}

let files = 0;
const place = (): string => join(folder, `pc-${(files += 1)}.json`);
function pc(change: (pc: DraftPc) => void = () => undefined): string {
  const path = place();
  writeFileSync(path, JSON.stringify(changedPc('windows-11', change)));
  return path;
}
const read = (path: string): MachineImage => JSON.parse(readFileSync(path, 'utf8')) as MachineImage;
const withoutJournal = (path: string): unknown => ({ ...read(path), changes: undefined });
const plan = (out: string): Plan => planSchema.parse(JSON.parse(out));
const listed = (out: string): History['changes'] => historySchema.parse(JSON.parse(out)).changes;
const nlaOff = (one: DraftPc): void => setValue(one, rdpTcp, 'UserAuthentication', ['REG_DWORD', 0]);

describe('fix, undo and history over a recording', () => {
  it('plans, changes a copy, lists it, takes it back', async () => {
    const on = pc(nlaOff);
    const before = readFileSync(on, 'utf8');
    const tried = await run('fix', 'nla-on', '--on', on, '--dry-run', '--json');
    expect(tried).toMatchObject({ code: 0, err: '' });
    expect(plan(tried.out)).toMatchObject({
      schema: 'reconnect.plan/1',
      fix: 'nla-on',
      risk: 'safe',
      needsElevation: true,
      expiresInSeconds: null,
      changes: [{ setting: 'nla', where: `${rdpTcp}\\UserAuthentication`, before: 0, after: 1 }],
      applied: false,
      changeId: null
    });
    const out = place();
    const made = await run('fix', 'nla-on', '--on', on, '--yes', '--out', out, '--json');
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(plan(made.out)).toMatchObject({ hash: plan(tried.out).hash, applied: true });
    expect(readFileSync(on, 'utf8')).toBe(before);
    expect(read(out).takenAt).toBe(read(on).takenAt);

    const id = plan(made.out).changeId ?? '';
    const shown = await run('history', '--on', out, '--json');
    expect(listed(shown.out)).toMatchObject([
      { id, fix: 'nla-on', at: '2026-11-20T10:00:00.000Z', state: 'applied', changes: plan(made.out).changes }
    ]);
    const back = place();
    const undone = await run('undo', id, '--on', out, '--yes', '--out', back, '--json');
    expect(undone).toMatchObject({ code: 0, err: '' });
    expect(plan(undone.out)).toMatchObject({ undoes: id, applied: true, changes: [{ before: 1, after: 0 }] });
    expect(withoutJournal(back)).toEqual({ ...read(on), changes: undefined });
    expect(Object.keys(read(back))).toEqual([...Object.keys(read(on)), 'changes']);
    expect(listed((await run('history', '--on', back, '--json')).out)).toMatchObject([
      { id, state: 'undone' }
    ]);

    const again = await run('undo', id, '--on', back, '--yes', '--out', place(), '--json');
    expect(again.code).toBe(0);
    expect(plan(again.out)).toMatchObject({ applied: false, alreadyRight: true, changes: [], undoes: id });
  });

  it('speaks plain words without --json', async () => {
    const on = pc(nlaOff);
    const out = place();
    const made = await run('fix', 'nla-on', '--on', on, '--yes', '--out', out);
    expect(made.out).toContain('Network Level Authentication (NLA): not asked for → asked for');
    expect(made.out).toContain(`${rdpTcp}\\UserAuthentication`);
    expect(made.out).toMatch(/reconnect undo nla-on-[0-9a-f]{12} /);
    const downgrade = await run('fix', 'security-layer-rdp', '--on', on, '--dry-run');
    expect(downgrade.out).toContain('by itself after 30 minutes');
    const shown = await run('history', '--on', out);
    expect(shown.out).toMatch(
      /^Ask for Network Level Authentication: Applied\n {2}2026-11-20 10:00 UTC, change nla-on-[0-9a-f]{12}\n/
    );
    expect((await run('history', '--on', on)).out).toBe('Nothing was changed.\n');
    const [, id = ''] = /(nla-on-[0-9a-f]{12})/.exec(made.out) ?? [];
    expect((await run('undo', id, '--on', out, '--dry-run')).out).toContain('asked for → not asked for');
    for (const text of [made.out, shown.out, downgrade.out]) expect(text).not.toMatch(/fix\.|undefined|\{\{/);
  });

  it('writes an unchanged copy of what is right already', async () => {
    const on = pc();
    const out = place();
    const { code, out: said } = await run('fix', 'nla-on', '--on', on, '--yes', '--out', out, '--json');
    expect(code).toBe(0);
    expect(plan(said)).toMatchObject({ changes: [], alreadyRight: true, applied: false, changeId: null });
    expect(read(out)).toEqual(read(on));
  });

  it('may write over the recording that it was given, when that is said', async () => {
    const on = pc(nlaOff);
    expect((await run('fix', 'nla-on', '--on', on, '--yes', '--out', on)).code).toBe(0);
    expect(listed((await run('history', '--on', on, '--json')).out)).toHaveLength(1);
  });

  it('takes parameters, several of them', async () => {
    const { code, out } = await run(
      ...['fix', 'old-tls-on', '--param', 'role=client', '--param', 'version=1.0'],
      ...['--on', pc(), '--dry-run', '--json']
    );
    expect(code).toBe(0);
    expect(plan(out).changes.map(({ where }) => where)).toEqual([
      expect.stringMatching(/TLS 1\.0\\Client\\Enabled$/),
      expect.stringMatching(/TLS 1\.0\\Client\\DisabledByDefault$/)
    ]);
  });

  it('undoes everything, newest first', async () => {
    const on = pc();
    const [one, two, back] = [place(), place(), place()];
    await run('fix', 'nla-off', '--on', on, '--yes', '--out', one);
    await run('fix', 'keep-alive-on', '--on', one, '--yes', '--out', two);
    const ids = listed((await run('history', '--on', two, '--json')).out).map(({ id }) => id);
    const { code, out } = await run('undo', '--all', '--on', two, '--yes', '--out', back, '--json');
    expect(code).toBe(0);
    expect(plan(out)).toMatchObject({ applied: true, undoes: ids.reverse() });
    expect(withoutJournal(back)).toEqual({ ...read(on), changes: undefined });
  });
});

describe('refusals', () => {
  it('under policy: 1, one line, nothing written', async () => {
    const on = pc((one) => setValue(one, terminalServicesPolicy, 'UserAuthentication', ['REG_DWORD', 0]));
    const out = place();
    const { code, out: said, err } = await run('fix', 'nla-on', '--on', on, '--yes', '--out', out, '--json');
    expect(code).toBe(1);
    expect(err).toMatch(/^reconnect: managed-by-policy: [^\n]*\n$/);
    expect(plan(said)).toMatchObject({
      refused: 'managed-by-policy',
      changes: [],
      applied: false,
      changeId: null
    });
    expect(() => read(out)).toThrow();
  });
  it('of what could not be read: 2, of what is not there: 1', async () => {
    const unread = pc((one) => (one.registry[rdpTcp] = { unavailable: 'access-denied' }));
    expect(await run('fix', 'nla-on', '--on', unread, '--dry-run')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^reconnect: unreadable: [^\n]*access-denied[^\n]*\n$/) as string
    });
    const without = pc((one) => (one.services['UmRdpService'] = null));
    expect(
      await run('fix', 'service-enable', '--param', 'service=UmRdpService', '--on', without, '--dry-run')
    ).toMatchObject({ code: 1, err: expect.stringMatching(/^reconnect: not-there: [^\n]*\n$/) as string });
  });
  it('of what was changed since: 1 with the three values, and --force', async () => {
    const on = pc();
    const out = place();
    const made = await run('fix', 'security-layer-negotiate', '--on', on, '--yes', '--out', out, '--json');
    const id = plan(made.out).changeId ?? '';
    const image = read(out);
    setValue(image as unknown as DraftPc, rdpTcp, 'SecurityLayer', ['REG_DWORD', 0]);
    writeFileSync(out, JSON.stringify(image));
    const back = place();
    const refused = await run('undo', id, '--on', out, '--yes', '--out', back, '--json');
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/^reconnect: drifted: [^\n]*\n$/);
    expect(plan(refused.out).drifted).toEqual([{ setting: 'security-layer', before: 2, ours: 1, now: 0 }]);
    expect(() => read(back)).toThrow();
    const told = await run('undo', id, '--on', out, '--yes', '--out', back);
    expect(told.out).toMatch(/before +TLS\n +written +what both ends agree on\n +now +RDP/);
    expect((await run('undo', id, '--on', out, '--yes', '--out', back, '--force')).code).toBe(0);
    expect(withoutJournal(back)).toEqual({ ...read(on), changes: undefined });
  });
  it('leave no file behind where the result cannot be written', async () => {
    const on = pc(nlaOff);
    const missing = join(folder, 'no-such-folder', 'x.json');
    const { code, out, err } = await run('fix', 'nla-on', '--on', on, '--yes', '--out', missing, '--json');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^reconnect: [^\n]*ENOENT[^\n]*\n$/);
    const other = place();
    writeFileSync(other, 'a letter');
    const over = await run('fix', 'nla-on', '--on', on, '--yes', '--out', other);
    expect(over).toMatchObject({ code: 64, out: '' });
    expect(readFileSync(other, 'utf8')).toBe('a letter');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('wrong usage is one line on stderr, nothing on stdout, and exit 64', () => {
  const on = pc(nlaOff);
  const journal = (changes: unknown): string => {
    const path = pc();
    writeFileSync(path, JSON.stringify({ ...read(path), changes }));
    return path;
  };
  const actions = [...fixes.values()].filter(({ kind }) => kind === 'action').map(({ id }) => id);
  const params: Record<string, string[]> = {
    'service-restart': ['service=TermService'],
    'end-session': ['session=2'],
    'wake-host': ['mac=02-00-00-00-00-07'],
    'credential-create': ['host=pc9'],
    'rdp-file-correct': ['file=a.rdp', 'line=server port:i:3389']
  };
  it.each([
    [[]],
    [['no-such-fix', '--on', on, '--dry-run']],
    [['nla-on', 'nla-off', '--on', on, '--dry-run']],
    [['nla-on', '--on', on]],
    [['nla-on', '--on', on, '--dry-run', '--yes']],
    [['nla-on', '--on', on, '--yes']],
    [['nla-on', '--on', '', '--dry-run']],
    [['nla-on', '--yes', '--out', 'x.json']],
    [['nla-on', '--on', join(folder, 'none.json'), '--dry-run']],
    [['nla-on', '--on', on, '--dry-run', '--param', 'role=host']],
    [['nla-on', '--on', on, '--dry-run', '--param', 'nothing']],
    [['nla-on', '--on', on, '--dry-run', '--unknown']],
    [['tls12-on', '--on', on, '--dry-run']],
    [['tls12-on', '--on', on, '--dry-run', '--param', 'role=both']],
    [['tls12-on', '--on', on, '--dry-run', '--param', 'role=host', '--param', 'role=client']],
    [['old-tls-on', '--on', on, '--dry-run', '--param', 'role=host', '--param', 'version=1.2']],
    [['service-enable', '--on', on, '--dry-run', '--param', 'service=Spooler']],
    [['certificate-pin-clear', '--on', on, '--dry-run', '--param', 'host=..\\..\\Run']],
    [['wake-on-lan-on', '--on', on, '--dry-run', '--param', 'adapter=Ethernet']],
    [['__proto__', '--on', on, '--dry-run']],
    ...actions.map((id) => [
      [id, '--on', on, '--dry-run', ...(params[id] ?? []).flatMap((param) => ['--param', param])]
    ])
  ])('fix %j', async (args) => {
    const { code, out, err } = await run('fix', ...args);
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err).toMatch(/^reconnect: [^\n]+\n$/);
  });
  it.each([
    [['undo', '--on', on, '--dry-run']],
    [['undo', 'none', '--on', on, '--dry-run']],
    [['undo', 'none', '--all', '--on', on, '--dry-run']],
    [['undo', '--all', '--on', on]],
    [['undo', '--all', '--on', journal({}), '--dry-run']],
    [['undo', '--all', '--on', journal([{ v: 1, record: 'undone' }]), '--dry-run']],
    [['history', '--on', '']],
    [['history', 'x', '--on', on]],
    [['history', '--on', journal('none')]],
    [['history', '--on', journal([7])]],
    [['fix', 'keep-alive-on', '--dry-run', '--on', journal({})]],
    [['fix', 'keep-alive-on', '--dry-run', '--on', journal([{ v: 1, record: 'begin' }])]],
    [['fix', 'keep-alive-on', '--yes', '--out', join(folder, 'y.json'), '--on', journal([null])]]
  ])('%j', async (args) => {
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err).toMatch(/^reconnect: [^\n]+\n$/);
  });
  it.each([['fix'], ['undo'], ['history']])('%s has help', async (verb) => {
    const { code, out } = await run(verb, '--help');
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^reconnect ${verb} `));
  });
});
