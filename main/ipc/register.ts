import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import type { z } from 'zod';
import { channel } from '../../shared/ipc/channel';
import {
  contract,
  type Contract,
  type Envelope,
  type GroupName,
  type Handlers
} from '../../shared/ipc/contract';
import { logError, logInfo } from '../log';
import { CallError } from './call-error';
import { isTrustedSender } from './sender';

export type AllHandlers = { readonly [G in GroupName]: Handlers<Contract[G]> };

type Handler = (args: unknown) => unknown;
type Entry = { readonly kind: 'call'; readonly args: z.ZodType } | { readonly kind: 'event' };
const entriesOf: Readonly<Record<GroupName, Readonly<Record<string, Entry>>>> = contract;

/**
 * Answers every call of the contract for our window: checks who asks and what, runs the handler, wraps the result, logs.
 *
 * @param ourWindow the window whose page may call; null refuses all
 */
export function registerHandlers(handlers: AllHandlers, ourWindow: () => BrowserWindow | null): void {
  for (const group of Object.keys(contract) as GroupName[]) {
    for (const [name, entry] of Object.entries(entriesOf[group])) {
      if (entry.kind !== 'call') continue;
      const handler = (handlers[group] as unknown as Record<string, Handler>)[name];
      if (!handler) throw new Error(`no handler for ${group}.${name}`);
      ipcMain.handle(channel(group, name), (event, ...args: unknown[]) =>
        answer(`${group}.${name}`, entry.args, handler, event, args, ourWindow())
      );
    }
  }
}

async function answer(
  name: string,
  schema: z.ZodType,
  handler: Handler,
  event: IpcMainInvokeEvent,
  args: readonly unknown[],
  window: BrowserWindow | null
): Promise<Envelope<unknown>> {
  const began = Date.now();
  const finish = (result: Envelope<unknown>): Envelope<unknown> => {
    // What a person typed or a file holds stays out of the log: it must be forgettable.
    logInfo(`call ${name}`, {
      size: sizeOf(args),
      ms: Date.now() - began,
      result: result.ok ? 'ok' : result.error.code
    });
    return result;
  };
  if (!isTrustedSender(event, window)) return finish(refused('sender-not-trusted'));
  const parsed = schema.safeParse(args[0]);
  if (args.length !== 1 || !parsed.success) return finish(refused('arguments-not-valid'));
  try {
    return finish({ ok: true, value: await handler(parsed.data) });
  } catch (error) {
    if (error instanceof CallError) {
      return finish({ ok: false, error: { code: error.code, key: error.key, params: { ...error.params } } });
    }
    logError(`call ${name} failed`, error);
    return finish(refused('internal'));
  }
}

/** What the contract takes is at most this many levels deep; what a window sends beyond it is not counted. */
const deepestArguments = 6;

/** About how many characters came. Writing an opened report out as JSON to count it would hold the window up. */
function sizeOf(value: unknown, level = 0): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null || level > deepestArguments) return 1;
  return Object.values(value).reduce<number>((sum, member) => sum + sizeOf(member, level + 1), 0);
}

/** The code is all that crosses; what lies behind it is in the log. */
const refused = (code: string): Envelope<never> => ({
  ok: false,
  error: { code, key: 'app.error.unknown', params: { code } }
});

type Events<G extends GroupName> = {
  [E in keyof Contract[G]]: Contract[G][E] extends { readonly kind: 'event' } ? E : never;
}[keyof Contract[G]];
type Payload<Entry> = Entry extends { readonly kind: 'event'; readonly payload: z.ZodType<infer P> }
  ? P
  : never;

/** Tells our window that something happened; says nothing to a window that is gone. */
export function emit<G extends GroupName, E extends Events<G> & string>(
  window: BrowserWindow | null,
  group: G,
  event: E,
  payload: Payload<Contract[G][E]>
): void {
  if (!window || window.isDestroyed() || window.webContents.isCrashed()) return;
  window.webContents.send(channel(group, event), payload);
}

export type Emit = <G extends GroupName, E extends Events<G> & string>(
  group: G,
  event: E,
  payload: Payload<Contract[G][E]>
) => void;
