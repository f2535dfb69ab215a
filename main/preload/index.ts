import { contextBridge, ipcRenderer } from 'electron';
import { channel } from '../../shared/ipc/channel';
import type { Contract, GroupName } from '../../shared/ipc/contract';

/**
 * The names in the contract, without its schemas, which a preload has no use for. The compiler holds the two together: a
 * name too few or too many, or of the other kind, is a type error.
 */
const names = {
  app: { info: 'call' },
  run: {
    start: 'call',
    cancel: 'call',
    again: 'call',
    watch: 'call',
    current: 'call',
    refusal: 'call',
    copy: 'call',
    changed: 'event',
    refused: 'event'
  },
  pc: {
    start: 'call',
    cancel: 'call',
    again: 'call',
    lookAs: 'call',
    current: 'call',
    copy: 'call',
    failures: 'call',
    saveKit: 'call',
    changed: 'event'
  },
  fix: {
    all: 'call',
    open: 'call',
    called: 'call',
    apply: 'call',
    undo: 'call',
    cancel: 'call',
    again: 'call',
    current: 'call',
    copy: 'call',
    changed: 'event'
  },
  history: {
    current: 'call',
    look: 'call',
    read: 'call',
    undo: 'call',
    planUndoAll: 'call',
    undoAll: 'call',
    recover: 'call',
    export: 'call',
    copy: 'call',
    changed: 'event'
  },
  explain: { copy: 'call' },
  recent: { list: 'call', forget: 'call', clear: 'call' }
} as const satisfies { [G in GroupName]: { [K in keyof Contract[G]]: KindOf<Contract[G][K]> } };

type KindOf<Entry> = Entry extends { readonly kind: infer Kind } ? Kind : never;

type Listener = (payload: unknown) => void;

const call =
  (path: string) =>
  (args: unknown): Promise<unknown> =>
    ipcRenderer.invoke(path, args);

/** Gives its own unsubscribe. The event object stays here: it would hand out the sender. */
const subscribe = (path: string) => (listener: Listener) => {
  const handler = (_event: unknown, payload: unknown): void => listener(payload);
  ipcRenderer.on(path, handler);
  return (): void => {
    ipcRenderer.off(path, handler);
  };
};

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const bridgeOf = (
  group: string,
  entries: Readonly<Record<string, 'call' | 'event'>>
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(entries).map(([name, kind]): [string, unknown] =>
      kind === 'call'
        ? [name, call(channel(group, name))]
        : [`on${capitalised(name)}`, subscribe(channel(group, name))]
    )
  );

contextBridge.exposeInMainWorld(
  'reconnect',
  Object.fromEntries(Object.entries(names).map(([group, entries]) => [group, bridgeOf(group, entries)]))
);
