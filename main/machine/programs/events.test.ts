import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnavailable, machineImageSchema, type EventEntry } from '../../../shared/model/machine-image';
import type { Reading } from '../../../shared/model/reading';
import { eventTime } from './event-fields';
import { parseEvents } from './event-xml';
import { queriesFor, readEvents } from './events';
import type { ProgramCall, RunProgram } from './run';

const namespace = "xmlns='http://schemas.microsoft.com/win/2004/08/events/event'";
const client = 'Microsoft-Windows-TerminalServices-RDPClient/Operational';

interface Parts {
  readonly id?: number;
  readonly record?: number;
  readonly provider?: string;
  readonly at?: string;
  readonly body?: string;
}
const event = ({
  id = 1026,
  record = 1,
  provider = 'P',
  at = '2026-11-20T09:58:12.3456789Z',
  body = ''
}: Parts): string =>
  `<Event ${namespace}><System><Provider Name='${provider}' Guid='{g}'/><EventID Qualifiers='49162'>${id}</EventID><Level>4</Level><TimeCreated SystemTime='${at}'/><EventRecordID>${record}</EventRecordID><Correlation ActivityID='{a}'/></System>${body}</Event>`;
const events = (...bodies: string[]): string => `<Events>\r\n${bodies.join('\r\n')}\r\n</Events>`;
const first = (xml: string): EventEntry => {
  const list = parseEvents(xml);
  const entry = Array.isArray(list) ? list[0] : list;
  if (entry === undefined || isUnavailable(entry)) throw new Error(JSON.stringify(entry ?? null));
  return entry;
};
const dataOf = (body: string): unknown => first(events(event({ body }))).data;

describe('an event', () => {
  it('gives its fields', () => {
    expect(
      first(events(event({ record: 812, body: "<EventData><Data Name='Value'>2308</Data></EventData>" })))
    ).toEqual({
      id: 1026,
      provider: 'P',
      level: 4,
      at: '2026-11-20T09:58:12.345Z',
      record: 812,
      activityId: '{a}',
      data: { Value: '2308' }
    });
  });

  it('gives unnamed data by position and bytes as hex, as TermDD writes them', () => {
    const body =
      '<EventData><Data>\\Device\\Termdd</Data><Data>192.0.2.7</Data><Binary>0000040002002C0000000000380 00AC0</Binary></EventData>';
    expect(dataOf(body)).toEqual({
      '0': '\\Device\\Termdd',
      '1': '192.0.2.7',
      Binary: '0000040002002c000000000038000ac0'
    });
  });

  it('counts positions over all data, and numbers a name that comes again', () => {
    const body = "<EventData><Data Name='a'>1</Data><Data>2</Data><Data Name='a'>3</Data></EventData>";
    expect(dataOf(body)).toEqual({ a: '1', '1': '2', 'a#2': '3' });
  });

  it('gives the leaves of user data by their names, with their attributes', () => {
    const body =
      "<UserData><EventXML xmlns:auto-ns3='http://x' xmlns='Event_NS'><User>PC7\\anna</User><SessionID>2</SessionID><p:Inner xmlns:p='x' Kind='k'><Deep/></p:Inner></EventXML></UserData>";
    expect(dataOf(body)).toEqual({ User: 'PC7\\anna', SessionID: '2', 'Inner.Kind': 'k', Deep: '' });
  });

  it('reads the five entities and character references once, and no others', () => {
    const body =
      "<EventData><Data Name='a&amp;b'>&lt;&gt;&amp;lt;&quot;&apos;&#65;&#x42;&nbsp;&#x110000;</Data></EventData>";
    expect(dataOf(body)).toEqual({ 'a&b': '<>&lt;"\'AB&nbsp;&#x110000;' });
  });

  it('takes CDATA as text', () => {
    expect(dataOf('<EventData><Data>a<![CDATA[<b>&amp;</b>]]>c</Data></EventData>')).toEqual({
      '0': 'a<b>&amp;</b>c'
    });
  });

  it('keeps characters that XML does not have', () => {
    expect(dataOf('<EventData><Data>a\u0000\u0001\uFFFE\uD800b</Data></EventData>')).toEqual({
      '0': 'a\u0000\u0001\uFFFE\uD800b'
    });
  });

  it('without an id or a time is unavailable by itself', () => {
    const list = parseEvents(events(event({ at: 'yesterday' }), '<Event/>', event({ id: 5 })));
    expect(list).toMatchObject([{ unavailable: 'failed' }, { unavailable: 'failed' }, { id: 5 }]);
  });

  it.each([
    ['2026-11-20T09:58:12.345678900Z', '2026-11-20T09:58:12.345Z'],
    ['2026-11-20 09:58:12.3Z', '2026-11-20T09:58:12.300Z'],
    ['2026-11-20T09:58:12Z', '2026-11-20T09:58:12.000Z'],
    ['2026-13-20T09:58:12Z', null],
    ['', null]
  ])('has its time %s as %s', (text, at) => {
    expect(eventTime(text)).toBe(at);
  });
});

describe('hostile text', () => {
  const refused = (xml: string): void => {
    expect(parseEvents(xml)).toMatchObject({ unavailable: 'failed' });
  };

  it.each([
    ['nothing, as a program that only pretends writes it', ''],
    ['another document', '<Other/>'],
    ['two documents', '<Events></Events><Events></Events>'],
    ['words', 'Access is denied.'],
    ['a list that is cut off', events(event({})).slice(0, -8)],
    ['a document type', `<!DOCTYPE Events [<!ENTITY a "b">]>${events(event({}))}`],
    ['an external entity', '<!DOCTYPE Events [<!ENTITY a SYSTEM "file:///etc/passwd">]><Events>&a;</Events>'],
    ['an entity in the middle', '<Events><!ENTITY a "b"></Events>']
  ])('is refused: %s', (_name, xml) => refused(xml));

  it('is refused at once when it would grow without end', () => {
    const lines = Array.from({ length: 30 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
      ''
    );
    const started = Date.now();
    refused(`<!DOCTYPE Events [<!ENTITY l0 "ha">${lines}]><Events>&l30;</Events>`);
    expect(Date.now() - started).toBeLessThan(500);
  });

  it('is refused when it nests without end', () => {
    refused(
      events(event({ body: `<UserData>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</UserData>` }))
    );
  });

  it('never ends the reader, nor leaves more than an image may hold', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        ...[
          '<Events>',
          '</Events>',
          '<Event>',
          '</Event>',
          '<System>',
          '</System>',
          '<Data Name="a">',
          '</Data>'
        ],
        ...[
          '<EventID>1</EventID>',
          "<TimeCreated SystemTime='2026-11-20T09:58:12Z'/>",
          '<![CDATA[',
          ']]>',
          '<!--',
          '-->'
        ],
        ...[
          '<!DOCTYPE a [',
          '<!ENTITY a "&a;&a;">',
          '&a;',
          '&#0;',
          '&#xFFFFFF;',
          '<?xml version="1.0"?>',
          '<__proto__>'
        ],
        ...[
          '__proto__="1"',
          '<constructor/>',
          '<UserData>',
          '</UserData>',
          '\u0000',
          '\uD800',
          '&amp;',
          '<a:b/>'
        ]
      )
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        for (const xml of [pieces.join(''), events(event({ body: pieces.join('') }))]) {
          const list = parseEvents(xml);
          const image = { schema: 'reconnect.machine/1', events: { c: list } };
          expect(machineImageSchema.safeParse(JSON.parse(JSON.stringify(image))).success).toBe(true);
        }
      }),
      { numRuns: 2000 }
    );
  });

  it('comes back as it was written', () => {
    const escape = (text: string): string =>
      text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
    const value = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\r'));
    fc.assert(
      fc.property(value, (text) => {
        const body = `<EventData><Data Name='x'>${escape(text)}</Data></EventData>`;
        expect(dataOf(body)).toEqual({ x: text });
      }),
      { numRuns: 500 }
    );
  });
});

/** What wevtutil would answer; the calls are kept. */
function answering(answer: (call: ProgramCall) => string | number): {
  run: RunProgram;
  calls: ProgramCall[];
} {
  const calls: ProgramCall[] = [];
  const run: RunProgram = (call) => {
    calls.push(call);
    const said = answer(call);
    return Promise.resolve(
      typeof said === 'number'
        ? { status: said, stdout: '', stderr: '' }
        : { status: 0, stdout: said, stderr: '' }
    );
  };
  return { run, calls };
}
const isOldest = (call: ProgramCall): boolean => call.args.includes('/q:*');
const reading = (
  more: Partial<Extract<Reading, { kind: 'events' }>> = {}
): Extract<Reading, { kind: 'events' }> => ({
  kind: 'events',
  channel: client,
  ids: [1026],
  providers: [],
  newest: 2,
  ...more
});
const read = async (run: RunProgram, ...readings: Extract<Reading, { kind: 'events' }>[]): Promise<unknown> =>
  (await readEvents(run)(readings, new AbortController().signal)).events;

describe('a channel', () => {
  it('is asked for the newest by number and provider, in every language the same', async () => {
    const { run, calls } = answering(() => events());
    await read(run, reading({ ids: [1024, 1026], providers: ['A', 'B'], newest: 50 }));
    expect(calls.find((call) => !isOldest(call))).toMatchObject({
      program: 'wevtutil.exe',
      args: [
        'qe',
        client,
        "/q:*[System[Provider[@Name='A' or @Name='B'] and (EventID=1024 or EventID=1026)]]",
        '/rd:true',
        '/c:50',
        '/f:XML',
        '/e:Events',
        '/uni:true'
      ],
      encoding: 'utf16'
    });
  });

  it('gives the newest first and the oldest it still holds last, without what nobody asked for', async () => {
    const { run } = answering((call) =>
      isOldest(call)
        ? events(
            event({
              id: 1,
              record: 3,
              at: '2026-01-01T00:00:00Z',
              body: '<EventData><Data>x</Data></EventData>'
            })
          )
        : events(event({ record: 812 }), event({ record: 900 }))
    );
    const list = (await read(run, reading())) as Record<string, EventEntry[]>;
    expect(list[client]?.map(({ record }) => record)).toEqual([900, 812, 3]);
    expect(Object.keys(list[client]?.[2] ?? {})).not.toContain('data');
  });

  it('gives an event once, with its data, when the oldest is one that was asked for', async () => {
    const { run } = answering(() => events(event({ body: '<EventData><Data>x</Data></EventData>' })));
    expect(await read(run, reading(), reading({ newest: 9 }))).toEqual({
      [client]: [expect.objectContaining({ record: 1, data: { '0': 'x' } })]
    });
  });

  it('holds back what was not asked for, whatever the program gives', async () => {
    const { run } = answering((call) =>
      isOldest(call)
        ? events()
        : events(event({ id: 1, record: 1 }), event({ record: 2, provider: 'Other' }), event({ record: 3 }))
    );
    expect(await read(run, reading({ providers: ['p'], newest: 9 }))).toEqual({
      [client]: [expect.objectContaining({ record: 3 })]
    });
  });

  it('takes the newest of several queries together', async () => {
    const ids = Array.from({ length: 45 }, (_, n) => n + 1);
    const { run, calls } = answering((call) =>
      isOldest(call)
        ? events()
        : events(
            ...ids
              .filter((id) => call.args.join(' ').includes(`EventID=${id} `))
              .map((id) => event({ id, record: id }))
          )
    );
    const list = (await read(run, reading({ ids, newest: 3 }))) as Record<string, EventEntry[]>;
    expect(calls.filter((call) => !isOldest(call))).toHaveLength(3);
    expect(list[client]).toHaveLength(3);
    expect(list[client]?.[0]?.record).toBeGreaterThan(40);
  });

  it.each([
    [15_007, null],
    [0x8007_3a9f, null],
    [5, { unavailable: 'access-denied' }],
    [0x8007_0005, { unavailable: 'access-denied' }],
    [15_001, { unavailable: 'failed' }],
    [1722, { unavailable: 'failed' }]
  ])('that ends with %d is %j', async (status, expected) => {
    const { run } = answering(() => status);
    const list = (await read(run, reading())) as Record<string, unknown>;
    if (expected === null) expect(list[client]).toBeNull();
    else expect(list[client]).toMatchObject(expected);
  });

  it('is not taken for empty when the program says nothing', async () => {
    const { run } = answering(() => '');
    expect(await read(run, reading())).toMatchObject({ [client]: { unavailable: 'failed' } });
  });

  it('is not taken for whole when one of its queries failed', async () => {
    const { run } = answering((call) => (call.args.join().includes('EventID=5') ? 87 : events(event({}))));
    expect(await read(run, reading(), reading({ ids: [5] }))).toMatchObject({
      [client]: { unavailable: 'failed' }
    });
  });

  it('fails alone', async () => {
    const { run } = answering((call) => (call.args[1] === 'System' ? events() : 5));
    expect(await read(run, reading(), reading({ channel: 'System' }))).toMatchObject({
      [client]: { unavailable: 'access-denied' },
      System: []
    });
  });

  it('whose name is a switch is not run', async () => {
    const { run, calls } = answering(() => events());
    expect(await read(run, reading({ channel: '/r:other-pc' }))).toMatchObject({
      '/r:other-pc': { unavailable: 'failed' }
    });
    expect(calls).toHaveLength(0);
  });
});

describe('a query', () => {
  it('never has more expressions than Windows takes', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(65_535), { minLength: 1, maxLength: 100 }),
        fc.array(fc.constantFrom('A', 'B', "it's"), { maxLength: 25 }),
        (ids, providers) => {
          const queries = queriesFor({ ids, providers });
          for (const query of queries) expect(query.split('=').length - 1).toBeLessThanOrEqual(20);
          const asked = queries.flatMap((query) =>
            [...query.matchAll(/EventID=(\d+)/g)].map(([, id]) => Number(id))
          );
          expect(asked).toEqual(ids);
        }
      )
    );
  });
});
