import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runStateSchema, type RunState } from '../../shared/model/run-state';
import { changedPc } from '../demo/machines/sound-pc';
import type { Door } from '../machine/door';
import { CallError } from './call-error';
import { noDoor, recordedDoor } from './recorded-door.test-data';
import { createRuns, type Runs } from './run';

const clipboard = vi.hoisted(() => ({ text: '' }));
vi.mock('electron', () => ({ clipboard: { writeText: (text: string) => void (clipboard.text = text) } }));
// Its file transport would write beside the tests.
vi.mock('../log', () => ({ logError: () => undefined, logInfo: () => undefined }));

/** X.224 connection confirm without a negotiation block (MS-RDPBCGR 2.2.1.2): all a run needs to reach its end. */
const confirm = Buffer.from('0300000b06d00000123400', 'hex');

let server: Server;
let sockets: Socket[];
let answers: boolean;
let states: RunState[];
let remembered: string[];
let refused: unknown[];
let runs: Runs;
let target: string;

beforeEach(async () => {
  sockets = [];
  states = [];
  remembered = [];
  refused = [];
  answers = true;
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', () => answers && socket.write(confirm));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  target = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  runs = runsThrough(noDoor);
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

const runsThrough = (door: Door): Runs =>
  createRuns(
    (_group, event, payload) => {
      if (event === 'changed') states.push(runStateSchema.parse(payload));
      else refused.push(payload);
    },
    (typed) => remembered.push(typed),
    door
  );

const start = async (text = target): Promise<string> =>
  (await runs.handlers.start({ input: { kind: 'typed', text } })).runId;
const last = (): RunState => states[states.length - 1] as RunState;
const ended = (): Promise<void> =>
  expect.poll(() => last().status !== 'running' && !last().watching, { timeout: 10_000 }).toBe(true);

describe('a run', () => {
  it('tells every change with a number that rises by one, and ends with the whole result', async () => {
    const runId = await start();
    await ended();
    expect(states.map(({ sequence }) => sequence)).toEqual(states.map((_, index) => index));
    expect(states.every((state) => state.runId === runId)).toBe(true);
    expect(last()).toMatchObject({ status: 'done', active: [] });
    expect(last().diagnosis.findings.map(({ id }) => id)).toContain('legacy-rdp-server');
    expect(last().diagnosis.stages.map(({ id }) => id)).toHaveLength(7);
    expect(remembered).toEqual([target]);
    expect(await runs.handlers.current({})).toEqual(last());
  });

  it('is stopped at once, and keeps what was seen', async () => {
    answers = false;
    const runId = await start();
    await expect.poll(() => last().active.map(({ id }) => id)).toEqual(['negotiate']);
    await runs.handlers.cancel({ runId });
    await ended();
    expect(last().status).toBe('cancelled');
    expect(last().diagnosis.stages.find(({ id }) => id === 'connect')?.outcome).toBe('ok');
  });

  it('gives way to a newer one, which alone is heard of from then on', async () => {
    answers = false;
    const first = await start();
    await expect.poll(() => last().active.length).toBe(1);
    answers = true;
    const second = await start();
    await ended();
    const after = states.slice(states.findIndex(({ runId }) => runId === second));
    expect(after.every(({ runId }) => runId === second)).toBe(true);
    expect(() => runs.handlers.cancel({ runId: first })).toThrow(CallError);
  });

  it('says in words why a target is none, and remembers nothing', () => {
    const input = { kind: 'typed', text: 'https://pc9' } as const;
    expect(() => runs.handlers.start({ input })).toThrow(
      expect.objectContaining({ key: 'cli.target.characters' }) as Error
    );
    expect(remembered).toEqual([]);
  });

  it('says in the window why a target from outside was not taken, to a window that asks later as well', async () => {
    runs.open({ kind: 'typed', text: 'pc9:99999' });
    expect(refused).toEqual([
      { code: 'not-a-target', key: 'cli.target.port', params: { word: 'pc9:99999' } }
    ]);
    expect(await runs.handlers.refusal({})).toEqual(refused[0]);
    expect(await runs.handlers.refusal({})).toBeNull();
  });

  it('remembers an IPv6 target of an .rdp file so that it leads to the same host again', async () => {
    const content = 'full address:s:[2001:db8::9]:3390\r\n';
    const { runId } = await runs.handlers.start({ input: { kind: 'rdp-file', content } });
    await runs.handlers.cancel({ runId });
    expect(remembered).toEqual(['[2001:db8::9]:3390']);
  });

  it('ranks by the code that led to it', async () => {
    await runs.handlers.start({ input: { kind: 'demo', scenario: 'tls-failed' }, codes: '0x904' });
    await ended();
    expect(last().diagnosis).toMatchObject({
      likelyCause: 'tls-failed',
      demo: { scenario: 'tls-failed', replayed: false }
    });
  });

  it('is copied as text', async () => {
    const runId = await start();
    await ended();
    await runs.handlers.copy({ runId, what: 'all' });
    expect(clipboard.text).toContain('legacy-rdp-server');
    await runs.handlers.copy({ runId, what: { stage: 'connect' } });
    expect(clipboard.text).toContain('Open at 127.0.0.1');
  });
});

describe('watching', () => {
  it('adds stability to the result, and a stop leaves the result as it was', async () => {
    const runId = await start();
    await ended();
    const { durationMs } = last().diagnosis;
    await runs.handlers.watch({ runId });
    await runs.handlers.watch({ runId });
    await expect.poll(() => last().active.map(({ id }) => id)).toEqual(['stability']);
    await runs.handlers.cancel({ runId });
    await ended();
    expect(last()).toMatchObject({ status: 'done', watching: false });
    expect(last().diagnosis.durationMs).toBeGreaterThan(durationMs);
    expect(last().diagnosis.stages.find(({ id }) => id === 'stability')?.evidence).toEqual({
      because: 'cancelled'
    });
    expect(last().diagnosis.findings.map(({ id }) => id)).toContain('legacy-rdp-server');
  });

  it('is refused where there is nothing to watch', async () => {
    answers = false;
    const runId = await start();
    expect(() => runs.handlers.watch({ runId })).toThrow(CallError);
    await runs.handlers.cancel({ runId });
    await ended();
    expect(() => runs.handlers.watch({ runId })).toThrow(CallError);
  });
});

describe('this PC in a run', () => {
  const oldClient = changedPc('windows-7', (draft) => {
    for (const name of ['mstscax.dll', 'mstsc.exe'])
      draft.files[`%SystemRoot%\\System32\\${name}`] = {
        version: '6.1.7601.17514',
        size: 1,
        modified: '2010-11-20T21:29:00Z'
      };
    draft.updates = [];
  });

  it('adds what it shows as the one that connects, on its side, and ranks it with the rest', async () => {
    runs = runsThrough(recordedDoor(oldClient));
    const runId = await start();
    await ended();
    const { diagnosis, thisPc } = last();
    expect(thisPc).toMatchObject({ reading: false, stopped: false, problem: null });
    expect(thisPc?.diagnosis?.target.role).toBe('client');
    expect(diagnosis.findings.find(({ id }) => id === 'update-missing')?.side).toBe('client');
    expect(diagnosis.findings.map(({ id }) => id)).toContain('legacy-rdp-server');
    const severities = diagnosis.findings.map(({ severity }) => severity);
    expect([...severities].sort((a, b) => order.indexOf(a) - order.indexOf(b))).toEqual(severities);

    await runs.handlers.copy({ runId, what: 'all' });
    expect(clipboard.text).toContain('as the PC that connects');
    expect(clipboard.text).toContain('update-missing');
    await runs.handlers.copy({ runId, what: { pcStage: 'client' } });
    expect(clipboard.text).toContain('As a client');
    expect(clipboard.text).not.toContain('legacy-rdp-server');
  });

  it('is judged by what the path showed: its findings wait for that', async () => {
    answers = false;
    runs = runsThrough(recordedDoor(oldClient));
    const runId = await start();
    await expect.poll(() => last().thisPc?.reading).toBe(false);
    expect(last().thisPc?.diagnosis?.findings.map(({ id }) => id)).toContain('update-missing');
    expect(last().diagnosis.findings.map(({ id }) => id)).not.toContain('update-missing');
    await runs.handlers.cancel({ runId });
    await ended();
    expect(last().diagnosis.findings.map(({ id }) => id)).toContain('update-missing');
  });

  it('is read no further after a stop, and the path, when it is over, stands', async () => {
    const door = recordedDoor(oldClient, { endless: true });
    runs = runsThrough(door);
    const runId = await start();
    await expect.poll(() => last().diagnosis.stages.length, { timeout: 10_000 }).toBe(7);
    await expect.poll(() => last().active).toEqual([]);
    expect(last()).toMatchObject({ status: 'running', thisPc: { reading: true } });
    await runs.handlers.cancel({ runId });
    await ended();
    expect(last()).toMatchObject({ status: 'done', thisPc: { reading: false, stopped: true } });
    expect(door.closed()).toBe(1);
  });

  it('that cannot be read is said and fails nothing', async () => {
    await start();
    await ended();
    expect(last()).toMatchObject({
      status: 'done',
      thisPc: { reading: false, diagnosis: null, problem: { key: 'cli.this-pc.not-windows' } }
    });
  });

  it('has no part in the demo', async () => {
    runs = runsThrough(recordedDoor(oldClient));
    await runs.handlers.start({ input: { kind: 'demo', scenario: 'tls-failed' } });
    await ended();
    expect(last().thisPc).toBeNull();
    expect(last().diagnosis.findings.every(({ side }) => side !== 'client')).toBe(true);
  });
});

const order = ['problem', 'warning', 'info'];
