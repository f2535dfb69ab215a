import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Contract, Handlers } from '../../shared/ipc/contract';
import { pcRunStateSchema, type PcRunState } from '../../shared/model/pc-run-state';
import { changedPc, setValue, terminalServer, type DraftPc } from '../demo/machines/sound-pc';
import { NotReadable, type Door } from '../machine/door';
import { findDemoPc } from '../demo/demo-pc';
import { CallError } from './call-error';
import { createPcRuns } from './pc';
import { noDoor, recordedDoor } from './recorded-door.test-data';
import { openHere, type OpenRecording, type Recording } from './recording';

const clipboard = vi.hoisted(() => ({ text: '' }));
vi.mock('electron', () => ({ clipboard: { writeText: (text: string) => void (clipboard.text = text) } }));
vi.mock('./save-kit', () => ({}));
// Its file transport would write beside the tests.
const logged = vi.hoisted(() => ({ errors: [] as unknown[] }));
vi.mock('../log', () => ({
  logError: (_what: string, error: unknown) => logged.errors.push(error),
  logInfo: () => undefined
}));

let states: PcRunState[];
beforeEach(() => {
  states = [];
  logged.errors = [];
});

const through = (door: Door, openReports: OpenRecording = openHere): Handlers<Contract['pc']> =>
  createPcRuns(
    (_group, _event, payload) => void states.push(pcRunStateSchema.parse(payload)),
    door,
    openReports,
    (machine) => findDemoPc(machine)?.image ?? pc()
  ).handlers;
const last = (): PcRunState => states[states.length - 1] as PcRunState;
const ended = (): Promise<void> => expect.poll(() => last().status).not.toBe('running');

const pc = (change: (draft: DraftPc) => void = () => undefined): ReturnType<typeof changedPc> =>
  changedPc('windows-11', change);
const file = (name: string, change?: (draft: DraftPc) => void): { name: string; content: string } => ({
  name,
  content: JSON.stringify(pc(change))
});
const off = (draft: DraftPc): void => setValue(draft, terminalServer, 'fDenyTSConnections', ['REG_DWORD', 1]);

describe('looking at this PC', () => {
  it('tells every change with a number that rises by one, shows what is known early, and ends with the whole', async () => {
    const door = recordedDoor(pc(off));
    const { runId } = await through(door).start({ subject: { kind: 'this-pc' }, role: 'host' });
    await ended();
    expect(states.map(({ sequence }) => sequence)).toEqual(states.map((_, index) => index));
    expect(states.every((state) => state.runId === runId)).toBe(true);
    expect(states.find(({ status, diagnosis }) => status === 'running' && diagnosis)).toBeDefined();
    expect(last()).toMatchObject({ status: 'done', progress: null, kind: 'this-pc', name: null });
    expect(last().diagnosis?.likelyCause).toBe('remote-desktop-off');
    expect(door.closed()).toBe(1);
  });

  it('is stopped at once and keeps what was seen; again starts over', async () => {
    const door = recordedDoor(pc(off), { endless: true });
    const handlers = through(door);
    const { runId } = await handlers.start({ subject: { kind: 'this-pc' }, role: 'both' });
    await expect.poll(() => last().diagnosis).not.toBeNull();
    await handlers.cancel({ runId });
    await ended();
    expect(last()).toMatchObject({ status: 'cancelled', diagnosis: { likelyCause: 'remote-desktop-off' } });
    expect(door.closed()).toBe(1);

    const again = await handlers.again({ runId });
    expect(again.runId).not.toBe(runId);
    expect(last()).toMatchObject({ status: 'running', role: 'both' });
    expect(() => handlers.cancel({ runId })).toThrow(CallError);
    await handlers.cancel(again);
    await ended();
  });

  it('says why it cannot, where this PC runs no Windows', async () => {
    await through(noDoor).start({ subject: { kind: 'this-pc' }, role: 'host' });
    await ended();
    expect(last()).toMatchObject({
      status: 'failed',
      diagnosis: null,
      problem: { key: 'cli.this-pc.not-windows' }
    });
    expect(logged.errors).toEqual([]);
  });

  it('keeps what nobody foresaw to the log', async () => {
    const error = new Error('secret at C:\\Users\\anna');
    const broken: Door = {
      open: () => ({ read: () => Promise.reject(error), close: () => Promise.resolve() })
    };
    await through(broken).start({ subject: { kind: 'this-pc' }, role: 'host' });
    await ended();
    expect(last().problem).toEqual({ key: 'app.error.internal', params: {} });
    expect(logged.errors).toEqual([error]);
  });

  it('keeps what was read where the door does not close in good order', async () => {
    const image = pc(off);
    const door: Door = {
      open: () => ({ read: () => Promise.resolve(image), close: () => Promise.reject(new Error('stuck')) })
    };
    await through(door).start({ subject: { kind: 'this-pc' }, role: 'host' });
    await ended();
    expect(last()).toMatchObject({ status: 'done', diagnosis: { likelyCause: 'remote-desktop-off' } });
  });
});

describe('recordings', () => {
  it('of one PC are looked at in the asked role', async () => {
    await through(noDoor).start({ subject: { kind: 'report', file: file('pc9.json', off) }, role: 'host' });
    await ended();
    expect(last()).toMatchObject({ kind: 'report', name: 'pc9.json', role: 'host' });
    expect(last().diagnosis?.pcs.map(({ role }) => role)).toEqual(['host']);
  });

  it('of two PCs are the client and the host, whatever role was asked for', async () => {
    const client = file('a.json', (draft) => (draft.identity['computer'] = 'DESK'));
    const host = file('b.json', (draft) => (draft.identity['computer'] = 'HOSTPC'));
    await through(noDoor).start({ subject: { kind: 'report', file: client, host }, role: 'client' });
    await ended();
    expect(last()).toMatchObject({ role: 'both', name: 'a.json + b.json' });
    expect(last().diagnosis?.pcs.map(({ computer, role }) => [computer, role])).toEqual([
      ['DESK', 'client'],
      ['HOSTPC', 'host']
    ]);
  });

  it('of the demo have a role and a target of their own', async () => {
    await through(noDoor).start({ subject: { kind: 'demo', machine: 'old-client' }, role: 'both' });
    await ended();
    expect(last()).toMatchObject({
      role: 'client',
      target: 'srv1',
      diagnosis: { likelyCause: 'client-too-old' }
    });
  });

  it.each([
    ['no JSON', '{', 'pc.image.not-json'],
    ['another schema', '{"schema":"reconnect.machine/9"}', 'pc.image.other-schema'],
    ['a wrong type', '{"schema":"reconnect.machine/1","closed":"yes"}', 'pc.image.wrong-type'],
    ['too deep', `${'['.repeat(40)}${']'.repeat(40)}`, 'pc.image.too-deep']
  ])('with %s are refused in one sentence, and the look before stays', async (_what, content, key) => {
    const handlers = through(noDoor);
    const first = await handlers.start({ subject: { kind: 'demo', machine: 'healthy-pc' }, role: 'both' });
    await ended();
    const subject = { kind: 'report', file: { name: 'x.json', content } } as const;
    await expect(handlers.start({ subject, role: 'both' })).rejects.toMatchObject({
      code: 'not-an-image',
      key,
      params: { path: 'x.json' }
    });
    expect((await handlers.current({}))?.runId).toBe(first.runId);
  });

  it('that the demo does not have are refused', async () => {
    const subject = { kind: 'demo', machine: 'nothing' } as const;
    await expect(through(noDoor).start({ subject, role: 'both' })).rejects.toThrow(CallError);
  });

  it('are let go of when another PC is looked at, and not when they are looked at again', async () => {
    const closed: number[] = [];
    let opened = 0;
    const openReports: OpenRecording = async (texts) => {
      const number = (opened += 1);
      return { ...(await openHere(texts)), close: () => void closed.push(number) };
    };
    const handlers = through(noDoor, openReports);
    const report = { subject: { kind: 'report', file: file('pc9.json', off) }, role: 'host' } as const;
    const first = await handlers.start(report);
    await handlers.again(first);
    expect({ opened, closed }).toEqual({ opened: 1, closed: [] });
    await handlers.start(report);
    expect({ opened, closed }).toEqual({ opened: 2, closed: [1] });
  });

  it('whose thread fails are refused in one sentence, and the log says why', async () => {
    const error = new Error('out of memory');
    const handlers = through(noDoor, () => Promise.reject(error));
    const subject = { kind: 'report', file: file('large.json') } as const;
    await expect(handlers.start({ subject, role: 'both' })).rejects.toMatchObject({
      key: 'pc.open.failed',
      params: { name: 'large.json' }
    });
    expect(logged.errors).toEqual([error]);
  });

  it('that are ready after something that was asked later do not replace it', async () => {
    let ready: (recording: Recording) => void = () => undefined;
    let closed = 0;
    const handlers = through(noDoor, () => new Promise((resolve) => (ready = resolve)));
    const slow = handlers.start({ subject: { kind: 'report', file: file('large.json') }, role: 'both' });
    const quick = await handlers.start({ subject: { kind: 'demo', machine: 'healthy-pc' }, role: 'both' });
    ready({
      judge: () => Promise.reject(new Error('closed')),
      plan: () => Promise.reject(new Error('closed')),
      close: () => void (closed += 1)
    });
    expect(await slow).toEqual(quick);
    expect(closed).toBe(1);
    expect((await handlers.current({}))?.runId).toBe(quick.runId);
  });
});

describe('another PC', () => {
  const opened: unknown[] = [];
  const door: Door = {
    open: (other) => {
      opened.push(other);
      return recordedDoor(pc(off)).open(other);
    }
  };
  beforeEach(() => void opened.splice(0));

  it('is reached by the name and in the way that were asked for, again too', async () => {
    const handlers = through(door);
    const subject = { kind: 'computer', name: ' pc9:3390 ', https: true, askAccount: true } as const;
    const run = await handlers.start({ subject, role: 'host' });
    await ended();
    expect(last()).toMatchObject({ kind: 'computer', name: 'pc9', askAccount: true, status: 'done' });
    await handlers.again(run);
    await ended();
    const wanted = { computer: 'pc9', https: true, askAccount: true };
    expect(opened).toEqual([wanted, wanted]);
  });

  it('is reached with the account that is signed in, over HTTP, unless asked otherwise', async () => {
    await through(door).start({ subject: { kind: 'computer', name: 'pc9' }, role: 'host' });
    await ended();
    expect(opened).toEqual([{ computer: 'pc9', https: false, askAccount: false }]);
    expect(last().askAccount).toBeUndefined();
  });

  it.each([
    ['pc9; Remove-Item C:\\', 'cli.target.characters'],
    ['$(calc)', 'cli.target.characters'],
    ['', 'cli.target.empty'],
    ['x'.repeat(5000), 'cli.target.too-long']
  ])('named %j is refused before anything is opened', async (name, key) => {
    const start = through(door).start({ subject: { kind: 'computer', name }, role: 'host' });
    await expect(start).rejects.toMatchObject({ code: 'not-a-target', key });
    expect(opened).toEqual([]);
  });

  it('that does not take remoting says so with its name and number', async () => {
    const params = { computer: 'pc9', code: '0x80338012' };
    const closed: Door = {
      open: () => ({
        read: () => Promise.reject(new NotReadable('cli.remote.closed', params)),
        close: () => Promise.resolve()
      })
    };
    await through(closed).start({ subject: { kind: 'computer', name: 'pc9' }, role: 'host' });
    await ended();
    expect(last()).toMatchObject({ status: 'failed', problem: { key: 'cli.remote.closed', params } });
  });
});

describe('another role', () => {
  const report = { subject: { kind: 'report', file: file('pc9.json', off) }, role: 'both' } as const;

  it('judges what was opened again in the same run, and stays for the next look', async () => {
    const openReports = vi.fn(openHere);
    const handlers = through(noDoor, openReports);
    const { runId } = await handlers.start(report);
    const { sequence } = last();
    expect(last().diagnosis?.likelyCause).toBe('remote-desktop-off');
    await handlers.lookAs({ runId, role: 'client' });
    expect(last()).toMatchObject({ runId, sequence: sequence + 1, role: 'client', status: 'done' });
    expect(last().diagnosis?.pcs.map(({ role }) => role)).toEqual(['client']);
    expect(last().diagnosis?.likelyCause).toBeNull();
    await handlers.again({ runId });
    expect(last().role).toBe('client');
    expect(openReports).toHaveBeenCalledTimes(1);
  });

  it('of a PC that was read judges the kept image, while it is read too', async () => {
    const door = recordedDoor(pc(off), { endless: true });
    const open = vi.spyOn(door, 'open');
    const handlers = through(door);
    const { runId } = await handlers.start({ subject: { kind: 'this-pc' }, role: 'host' });
    await expect.poll(() => last().diagnosis).not.toBeNull();
    await handlers.lookAs({ runId, role: 'client' });
    expect(last()).toMatchObject({ status: 'running', role: 'client', diagnosis: { likelyCause: null } });
    await handlers.cancel({ runId });
    await ended();
    expect(last().diagnosis?.pcs.map(({ role }) => role)).toEqual(['client']);
    await handlers.lookAs({ runId, role: 'both' });
    expect(last()).toMatchObject({ status: 'cancelled', diagnosis: { likelyCause: 'remote-desktop-off' } });
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('is not for two PCs, nor for a look that was replaced', async () => {
    const handlers = through(noDoor);
    const subject = { ...report.subject, host: file('host.json') };
    const two = await handlers.start({ subject, role: 'both' });
    await expect(handlers.lookAs({ ...two, role: 'host' })).rejects.toMatchObject({ code: 'two-pcs' });
    await handlers.start(report);
    await expect(handlers.lookAs({ ...two, role: 'host' })).rejects.toMatchObject({ code: 'run-is-over' });
  });
});

it('is copied as text: all, one part, one finding', async () => {
  const handlers = through(noDoor);
  const { runId } = await handlers.start({
    subject: { kind: 'report', file: file('pc9.json', off) },
    role: 'host'
  });
  await ended();
  await handlers.copy({ runId, what: 'all' });
  expect(clipboard.text).toContain('remote-desktop-off');
  await handlers.copy({ runId, what: { stage: 'listener' } });
  expect(clipboard.text).toContain('Remote Desktop switch');
  await handlers.copy({ runId, what: { finding: 'remote-desktop-off' } });
  expect(clipboard.text).toContain('fDenyTSConnections');
});

describe('the last failures', () => {
  const channel = 'Microsoft-Windows-TerminalServices-RDPClient/Operational';
  const event = (id: number, at: string, record: number, data: Record<string, string>): object => ({
    id,
    provider: 'Microsoft-Windows-TerminalServices-ClientActiveXCore',
    level: 4,
    at,
    record,
    activityId: '{8b1d3c5e-0000-4a11-9c00-0a7e5f1c0001}',
    data
  });

  it('keep the port that was connected to where it is not the usual one', async () => {
    const at = '2026-11-20T09:41:0';
    const events = (value: string, record: number): object[] => [
      event(1024, `${at}${record}.000Z`, record, { Name: 'Server Name', Value: value }),
      event(1026, `${at}${record + 1}.000Z`, record + 1, { Name: 'Disconnect Reason', Value: '2308' })
    ];
    const door = recordedDoor(
      pc((draft) => {
        draft.events[channel] = [...events('srv1:3389', 1), ...events('srv1:3390', 3)] as never;
      })
    );
    const { failures } = await through(door).failures({});
    expect(failures.map(({ target }) => target).sort()).toEqual(['srv1', 'srv1:3390']);
  });

  it('come from the log of this PC, and nothing else is read for them', async () => {
    const door = recordedDoor(
      pc((draft) => {
        draft.events[channel] = [
          event(1024, '2026-11-20T09:41:07.120Z', 811, { Name: 'Server Name', Value: 'srv1' }),
          event(1026, '2026-11-20T09:41:09.310Z', 812, { Name: 'Disconnect Reason', Value: '2308' })
        ] as never;
      })
    );
    const { known, failures } = await through(door).failures({});
    expect(known).toBe(true);
    expect(failures).toMatchObject([{ target: 'srv1', code: '0x904' }]);
    expect(failures[0]?.meaning).not.toBe('');
    expect(new Set(door.asked())).toEqual(new Set(['events']));
    expect(door.closed()).toBe(1);
  });

  it('are not known where there is no Windows, or no log', async () => {
    expect(await through(noDoor).failures({})).toEqual({ known: false, failures: [] });
    const noLog = pc((draft) => {
      draft.events[channel] = { unavailable: 'not-supported' };
    });
    expect(await through(recordedDoor(noLog)).failures({})).toEqual({ known: false, failures: [] });
  });
});
