import { isUnavailable, type EventEntry, type Unavailable } from '../../../shared/model/machine-image';
import type { Reading } from '../../../shared/model/reading';
import { unavailable, type Reader } from '../fragment';
import { parseEvents } from './event-xml';
import type { RunProgram } from './run';
import { together } from './together';

type EventReading = Extract<Reading, { kind: 'events' }>;
type Events = (EventEntry | Unavailable)[];

/**
 * `EvtQuery` takes at most 20 expressions in one XPath; with more the query is invalid.
 * https://learn.microsoft.com/windows/win32/api/winevt/nf-winevt-evtquery
 */
const mostExpressions = 20;
const deadlineMs = 20_000;
const outputLimit = 16 * 1024 * 1024;
/** wevtutil processes at a time. */
const atOnce = 3;

/** https://learn.microsoft.com/windows/win32/wes/windows-event-log-error-constants */
const status = { denied: 5, channelPath: 15_000, noChannel: 15_007 } as const;

/**
 * Reads event channels with `wevtutil qe`, whose XML is the same in every language.
 * https://learn.microsoft.com/windows-server/administration/windows-commands/wevtutil
 *
 * Per channel: the newest events of each reading, newest first, and behind them the oldest event that the channel still
 * holds, whatever it is about. An older fault cannot be in the channel, so that what is missing from it proves nothing then.
 * The oldest one comes without its data unless it was asked for.
 */
export const readEvents =
  (run: RunProgram): Reader<'events'> =>
  async (readings, signal) => {
    const channels = new Map<string, EventReading[]>();
    for (const reading of readings) {
      const key = reading.channel.toLowerCase();
      channels.set(key, [...(channels.get(key) ?? []), reading]);
    }
    const limited = together(atOnce);
    const entries = await Promise.all(
      [...channels.values()].map(async (asked): Promise<[string, Events | Unavailable | null]> => {
        const channel = asked[0]?.channel ?? '';
        return [
          channel,
          await readChannel((query) => limited(() => queryChannel(run, channel, query, signal)), asked)
        ];
      })
    );
    return { events: Object.fromEntries(entries) };
  };

interface Query {
  readonly xpath: string;
  readonly newestFirst: boolean;
  readonly most: number;
}
type Ask = (query: Query) => Promise<Events | Unavailable | null>;

async function readChannel(
  ask: Ask,
  readings: readonly EventReading[]
): Promise<Events | Unavailable | null> {
  const answers = await Promise.all([
    ...readings.map((reading) => readNewest(ask, reading)),
    ask({ xpath: '*', newestFirst: false, most: 1 })
  ]);
  const failed = answers.find(isUnavailable);
  // Part of what was asked for would look like all of it.
  if (failed) return failed;
  if (answers.some((answer) => answer === null)) return null;
  const lists = answers.map((answer) => (Array.isArray(answer) ? answer : []));
  const oldest = lists.pop() ?? [];
  const asked = (event: EventEntry): boolean => readings.some((reading) => isAsked(reading, event));
  return distinct([
    ...lists.flat(),
    ...oldest.map((event) => (isUnavailable(event) || asked(event) ? event : withoutData(event)))
  ]);
}

async function readNewest(ask: Ask, reading: EventReading): Promise<Events | Unavailable | null> {
  const answers = await Promise.all(
    queriesFor(reading).map((xpath) => ask({ xpath, newestFirst: true, most: reading.newest }))
  );
  const events: Events = [];
  for (const answer of answers) {
    if (!Array.isArray(answer)) return answer;
    events.push(...answer.filter((event) => isUnavailable(event) || isAsked(reading, event)));
  }
  return distinct(events).slice(0, reading.newest);
}

async function queryChannel(
  run: RunProgram,
  channel: string,
  { xpath, newestFirst, most }: Query,
  signal: AbortSignal
): Promise<Events | Unavailable | null> {
  // A name that begins like a switch would be one.
  if (!/^[^/\-"\p{Cc}][^"\p{Cc}]*$/u.test(channel)) return unavailable('failed', 'no name of a channel');
  const ended = await run(
    {
      program: 'wevtutil.exe',
      args: [
        'qe',
        channel,
        `/q:${xpath}`,
        `/rd:${newestFirst}`,
        `/c:${Math.max(1, Math.trunc(most))}`,
        '/f:XML',
        '/e:Events',
        '/uni:true'
      ],
      encoding: 'utf16',
      deadlineMs,
      outputLimit
    },
    signal
  );
  if (isUnavailable(ended)) return ended;
  const code = win32(ended.status);
  if (code === status.noChannel || code === status.channelPath) return null;
  if (code === status.denied) return unavailable('access-denied', 'wevtutil ended with 5');
  if (code !== 0) return unavailable('failed', `wevtutil ended with ${code}`);
  return parseEvents(ended.stdout);
}

/** The error of Windows that stands in an HRESULT of its family, 0x8007xxxx, or the number itself. */
const win32 = (code: number): number => (code >>> 16 === 0x8007 ? code & 0xffff : code);

/** XPath for the ids and providers, as many as it takes to keep each within its limit. */
export function queriesFor({ ids, providers }: Pick<EventReading, 'ids' | 'providers'>): string[] {
  // A name with a quote cannot be written in this XPath; which events were asked for is looked at again anyway.
  const named =
    providers.every((name) => !name.includes("'")) && providers.length < mostExpressions ? providers : [];
  const from =
    named.length > 0 ? `Provider[${named.map((name) => `@Name='${name}'`).join(' or ')}] and ` : '';
  const room = mostExpressions - named.length;
  const queries: string[] = [];
  for (let start = 0; start < ids.length; start += room) {
    const some = ids.slice(start, start + room).map((id) => `EventID=${id}`);
    queries.push(`*[System[${from}(${some.join(' or ')})]]`);
  }
  return queries;
}

function isAsked({ ids, providers }: EventReading, event: EventEntry): boolean {
  const same = (name: string): boolean => name.toLowerCase() === event.provider?.toLowerCase();
  return ids.includes(event.id) && (providers.length === 0 || providers.some(same));
}

function withoutData(event: EventEntry): EventEntry {
  const { data: _, ...rest } = event;
  return rest;
}

/** Each event once, newest first; what could not be read stands behind. */
function distinct(events: Events): Events {
  const byRecord = new Map<string, EventEntry>();
  const others: Unavailable[] = [];
  for (const event of events) {
    if (isUnavailable(event)) others.push(event);
    else {
      const key = event.record == null ? JSON.stringify(event) : JSON.stringify(event.record);
      if (byRecord.get(key)?.data === undefined) byRecord.set(key, event);
    }
  }
  const recordOf = ({ record }: EventEntry): number => (typeof record === 'number' ? record : 0);
  const newestFirst = [...byRecord.values()].sort(
    (a, b) => recordOf(b) - recordOf(a) || Date.parse(b.at) - Date.parse(a.at)
  );
  return [...newestFirst, ...others];
}
