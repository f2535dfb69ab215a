import { XMLParser } from 'fast-xml-parser';
import { eventNumber, eventTime } from './event-fields';
import type { EventEntry, Unavailable } from '../../../shared/model/machine-image';
import { unavailable } from '../fragment';

/** An event is six levels deep; what a provider nests in UserData is a few more. */
const deepest = 32;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  cdataPropName: '#cdata',
  // Nothing is expanded by the parser: the five standard entities and character references are read here.
  processEntities: false,
  maxNestedTags: deepest
});

interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  readonly text: string;
}

/**
 * Reads what `wevtutil qe … /f:XML /e:Events` writes: one `Events` element with an `Event` for each event. An event that
 * lacks an id or a time is `unavailable` by itself; text that is no such document, or has a document type, as a whole.
 * https://learn.microsoft.com/windows/win32/wes/eventschema-schema
 */
export function parseEvents(xml: string): (EventEntry | Unavailable)[] | Unavailable {
  // Windows writes none, and entities that a document defines for itself are the classic way to harm its reader.
  if (/<!(?!--|\[CDATA\[)/.test(xml)) return unavailable('failed', 'the events have a document type');
  // With a root element asked for, an empty log is an empty element: silence is a program that only pretends.
  if (xml.trim() === '') return unavailable('failed', 'wevtutil said nothing');
  let roots: readonly Element[];
  try {
    roots = elements(parser.parse(xml.replace(/^\uFEFF/, '').trim(), true));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return unavailable('failed', `the events are no XML: ${why.slice(0, 100)}`);
  }
  const [root] = roots;
  if (roots.length !== 1 || root?.name !== 'Events') {
    return unavailable('failed', 'the list of events is missing');
  }
  return root.children.filter(({ name }) => name === 'Event').map(readEvent);
}

function readEvent(event: Element): EventEntry | Unavailable {
  const system = child(event, 'System');
  const id = eventNumber(child(system, 'EventID')?.text);
  const at = eventTime(child(system, 'TimeCreated')?.attributes.get('SystemTime'));
  if (id === null || at === null) return unavailable('failed', 'an event without an id or a time');
  const provider = child(system, 'Provider')?.attributes;
  const name = provider?.get('Name') ?? provider?.get('EventSourceName');
  return {
    id,
    ...(name === undefined ? {} : { provider: name }),
    level: eventNumber(child(system, 'Level')?.text),
    at,
    record: eventNumber(child(system, 'EventRecordID')?.text),
    activityId: child(system, 'Correlation')?.attributes.get('ActivityID') ?? null,
    data: readData(event)
  };
}

/**
 * What the provider said: `Data` by its name, by its position where it has none; `Binary` as lower-case hex; what stands in
 * `UserData` by the names of its innermost elements, their attributes as `element.attribute`. A name that comes again gets
 * its number behind it: `Param`, `Param#2`.
 */
function readData(event: Element): Record<string, string> {
  const found = new Map<string, string>();
  const add = (name: string, value: string): void => {
    let key = name;
    for (let n = 2; found.has(key); n += 1) key = `${name}#${n}`;
    found.set(key, value);
  };
  let position = 0;
  for (const item of child(event, 'EventData')?.children ?? []) {
    if (item.name === 'Binary') add('Binary', hex(item.text));
    else if (item.children.length > 0) addLeaves(item, add, item.attributes.get('Name'));
    else if (item.name === 'Data') {
      add(item.attributes.get('Name') ?? String(position), item.text);
      position += 1;
    } else addLeaves(item, add);
  }
  for (const item of child(event, 'UserData')?.children ?? []) addLeaves(item, add);
  return Object.fromEntries(found);
}

function addLeaves(element: Element, add: (name: string, value: string) => void, name = element.name): void {
  for (const [attribute, value] of element.attributes) {
    if (attribute !== 'Name') add(`${name}.${attribute}`, value);
  }
  if (element.children.length > 0) for (const child of element.children) addLeaves(child, add);
  else {
    const own = element.attributes.get('Name') ?? name;
    add(own, own === 'Binary' ? hex(element.text) : element.text);
  }
}

const hex = (text: string): string => text.replace(/\s+/g, '').toLowerCase();

const child = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find((one) => one.name === name);

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The parser's ordered form is `{ name: children, ':@': attributes }`, with text and CDATA among the children. */
function elements(nodes: unknown): Element[] {
  return asNodes(nodes).flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ':@');
    if (name === undefined || name.startsWith('#')) return [];
    const children = asNodes(node[name]);
    const attributes = Object.entries((node[':@'] ?? {}) as Readonly<Record<string, unknown>>);
    return {
      name: withoutPrefix(name),
      attributes: new Map(
        attributes
          // Windows 7 declares prefixes such as xmlns:auto-ns3; they are no data.
          .filter(([key]) => !/^xmlns(:|$)/.test(key))
          .map(([key, value]) => [withoutPrefix(key), unescaped(String(value))])
      ),
      children: elements(children),
      text: children.map(textOf).join('')
    };
  });
}

type Node = Readonly<Record<string, unknown>>;

const asNodes = (value: unknown): readonly Node[] => (Array.isArray(value) ? (value as readonly Node[]) : []);

function textOf(node: Node): string {
  if (typeof node['#text'] === 'string') return unescaped(node['#text']);
  return asNodes(node['#cdata'])
    .map((part) => (typeof part['#text'] === 'string' ? part['#text'] : ''))
    .join('');
}

const standard: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"]
]);

/** Once, so that `&amp;lt;` is the text `&lt;`. A name that is none of the five stays as it stands. */
function unescaped(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi,
    (whole, decimal, sixteen, name) => {
      if (typeof name === 'string') return standard.get(name) ?? whole;
      const code = typeof decimal === 'string' ? Number(decimal) : parseInt(String(sixteen), 16);
      return code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
    }
  );
}
