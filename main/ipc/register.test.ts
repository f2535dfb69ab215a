import type { BrowserWindow, IpcMainInvokeEvent } from 'electron';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { contract } from '../../shared/ipc/contract';
import { pageFile } from '../window/page';
import { CallError } from './call-error';
import { emit, registerHandlers, type AllHandlers } from './register';

type Registered = (event: unknown, ...args: unknown[]) => Promise<unknown>;
const { registered, logged } = vi.hoisted(() => ({
  registered: new Map<string, Registered>(),
  logged: { errors: [] as unknown[], lines: [] as string[] }
}));
vi.mock('electron', () => ({
  ipcMain: { handle: (name: string, handler: Registered) => registered.set(name, handler) }
}));
vi.mock('../log', () => ({
  logInfo: (what: string, details: object) => logged.lines.push(`${what} ${JSON.stringify(details)}`),
  logError: (_what: string, error: unknown) => logged.errors.push(error)
}));

const page = pathToFileURL(pageFile).href;
const sent: unknown[][] = [];
const contents = { isCrashed: () => false, send: (...args: unknown[]) => sent.push(args) };
const window = { isDestroyed: () => false, webContents: contents } as unknown as BrowserWindow;
const event = (frame: object | null = {}, sender: object = contents): Partial<IpcMainInvokeEvent> =>
  ({ sender, senderFrame: frame && { parent: null, url: page, ...frame } }) as Partial<IpcMainInvokeEvent>;

const cancel = vi.fn((_args: { runId: string }) => ({}));
const handlers = {
  app: { info: () => ({ version: '1' }) },
  run: {
    cancel,
    start: vi.fn(),
    again: vi.fn(),
    watch: vi.fn(),
    current: () => null,
    refusal: () => null,
    copy: vi.fn()
  },
  pc: {
    start: vi.fn(),
    cancel: vi.fn(),
    again: vi.fn(),
    lookAs: vi.fn(),
    current: () => null,
    copy: vi.fn(),
    failures: vi.fn(),
    saveKit: vi.fn()
  },
  fix: {
    all: () => [],
    open: vi.fn(),
    called: () => [],
    apply: vi.fn(),
    undo: vi.fn(),
    cancel: vi.fn(),
    again: vi.fn(),
    current: () => null,
    copy: vi.fn()
  },
  history: {
    current: () => null,
    look: vi.fn(),
    read: vi.fn(),
    undo: vi.fn(),
    planUndoAll: vi.fn(),
    undoAll: vi.fn(),
    recover: vi.fn(),
    export: vi.fn(),
    copy: vi.fn()
  },
  explain: { copy: vi.fn() },
  recent: { list: () => [], forget: vi.fn(), clear: vi.fn() }
} as unknown as AllHandlers;

const call = (...args: unknown[]): Promise<unknown> | undefined =>
  registered.get('reconnect:run.cancel')?.(event(), ...args);

beforeEach(() => {
  registered.clear();
  cancel.mockReset().mockReturnValue({});
  logged.errors.length = 0;
  logged.lines.length = 0;
  sent.length = 0;
  registerHandlers(handlers, () => window);
});

describe('registerHandlers', () => {
  it('answers each call of the contract and nothing else', () => {
    const calls = Object.entries(contract).flatMap(([group, entries]) =>
      Object.entries<{ kind: string }>(entries).flatMap(([name, { kind }]) =>
        kind === 'call' ? [`reconnect:${group}.${name}`] : []
      )
    );
    expect([...registered.keys()]).toEqual(calls);
  });
  it('does not start with a call that nobody answers', () => {
    expect(() =>
      registerHandlers({ ...handlers, explain: {} } as unknown as AllHandlers, () => window)
    ).toThrow('explain.copy');
  });
  it('gives the handler what was sent, and its result back in an envelope', async () => {
    cancel.mockReturnValue({ done: true });
    expect(await call({ runId: '7' })).toEqual({ ok: true, value: { done: true } });
    expect(cancel).toHaveBeenCalledWith({ runId: '7' });
  });

  const bad: readonly unknown[][] = [
    [],
    [{ runId: 7 }],
    [{ runId: '7', more: 1 }],
    [{ runId: '7' }, 'second'],
    [null],
    ['x']
  ];
  it.each(bad.map((args) => [args]))('does not hand %j to the handler', async (args) => {
    expect(await call(...args)).toMatchObject({ ok: false, error: { code: 'arguments-not-valid' } });
    expect(cancel).not.toHaveBeenCalled();
  });

  it.each([
    ['a frame inside the page', event({ parent: {} })],
    ['another page in our window', event({ url: 'https://example.test/' })],
    ['another file', event({ url: page.replace('index.html', 'other.html') })],
    ['a frame that is gone', event(null)],
    ['another window', event({}, {})]
  ])('refuses %s', async (_who, from) => {
    const answer = await registered.get('reconnect:run.cancel')?.(from, { runId: '7' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'sender-not-trusted' } });
    expect(cancel).not.toHaveBeenCalled();
  });
  it('refuses everybody while there is no window', async () => {
    registered.clear();
    registerHandlers(handlers, () => null);
    expect(await call({ runId: '7' })).toMatchObject({ ok: false, error: { code: 'sender-not-trusted' } });
  });

  it('passes a refusal of the handler on with its text', async () => {
    cancel.mockImplementation(() => {
      throw new CallError('run-is-over', 'app.error.unknown', { code: 'x' });
    });
    expect(await call({ runId: '7' })).toEqual({
      ok: false,
      error: { code: 'run-is-over', key: 'app.error.unknown', params: { code: 'x' } }
    });
  });
  it('keeps what else goes wrong to the log', async () => {
    const error = new Error('secret at /home/alice/file.ts:1');
    cancel.mockImplementation(() => {
      throw error;
    });
    const answer = await call({ runId: '7' });
    expect(answer).toEqual({
      ok: false,
      error: { code: 'internal', key: 'app.error.unknown', params: { code: 'internal' } }
    });
    expect(logged.errors).toEqual([error]);
  });
  it('logs each call with how it ended', async () => {
    await call({ runId: '7' });
    await call({});
    expect(logged.lines.map((line) => /"result":"([^"]+)"/.exec(line)?.[1])).toEqual([
      'ok',
      'arguments-not-valid'
    ]);
  });
  it('keeps what a person typed out of the log', async () => {
    await call({ runId: 'pc9.secret.example' });
    expect(logged.lines.join()).not.toContain('secret');
  });
});

describe('emit', () => {
  const state = { runId: '1' } as never;
  it('sends to a living window', () => {
    emit(window, 'run', 'changed', state);
    expect(sent).toEqual([['reconnect:run.changed', state]]);
  });
  it('says nothing to a window that is gone or whose page has crashed', () => {
    emit(null, 'run', 'changed', state);
    emit({ isDestroyed: () => true } as BrowserWindow, 'run', 'changed', state);
    emit(
      { isDestroyed: () => false, webContents: { isCrashed: () => true } } as unknown as BrowserWindow,
      'run',
      'changed',
      state
    );
    expect(sent).toEqual([]);
  });
});
