import { isUnavailable, type Unavailable } from '../../../shared/model/machine-image';
import type { Reading, SectionName } from '../../../shared/model/reading';
import { noneKnown } from '../answer-to';
import { join, unavailable, type Fragment } from '../fragment';
import { sound } from '../sound';
import { requestText } from './request';
import type { ScriptSession, Verb } from './session';

/** Readings that may hang are asked apart from the others, so that they do not take those with them. */
const apart: readonly (readonly SectionName[])[] = [
  ['adapters', 'networks'],
  ['firewall'],
  ['sockets', 'sessions', 'power'],
  ['updates']
];

export interface ReadByScriptOptions {
  readonly verb?: Verb;
  /** Milliseconds for each of the lists that are asked one after the other. */
  readonly listMs?: number;
}

const deadlineMs = 60_000;

/**
 * Reads by the script: several lists in one PowerShell, the quick ones first. Each reading is answered or says why it is not
 * known; after a list that is not answered in time the next one gets a new PowerShell.
 *
 * @param onAnswered is told of each list that came back
 */
export const readByScript =
  (
    session: ScriptSession,
    { verb = 'Send-ReconnectImage', listMs = deadlineMs }: ReadByScriptOptions = {},
    onAnswered?: (readings: readonly Reading[]) => void
  ) =>
  async (readings: readonly Reading[], signal: AbortSignal): Promise<Fragment> => {
    let fragment: Fragment = {};
    for (const list of listsOf(readings)) {
      const answer = await session.ask(verb, requestText(list), listMs, signal);
      const image = isUnavailable(answer) ? answer : imageIn(answer);
      fragment = isUnavailable(image)
        ? noneKnown(list, image).reduce(join, fragment)
        : join(fragment, sound(image));
      onAnswered?.(list);
    }
    return fragment;
  };

function listsOf(readings: readonly Reading[]): Reading[][] {
  const groups = new Map<number, Reading[]>();
  for (const reading of readings) {
    const group = groupOf(reading);
    groups.set(group, [...(groups.get(group) ?? []), reading]);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, list]) => list);
}

function groupOf(reading: Reading): number {
  if (reading.kind === 'events') return 1;
  if (reading.kind !== 'section') return 0;
  const group = apart.findIndex((sections) => sections.includes(reading.section));
  return group === -1 ? 0 : group + 2;
}

/** What was seen, without who took it and when: that is for the door to say. */
function imageIn(answer: unknown): Fragment | Unavailable {
  if (typeof answer !== 'object' || answer === null || !('schema' in answer)) {
    return unavailable('failed', 'the answer of PowerShell is no machine image');
  }
  const {
    schema,
    takenAt: _at,
    takenBy: _by,
    closed: _closed,
    ...sections
  } = answer as Record<string, unknown>;
  if (schema !== 'reconnect.machine/1') {
    return unavailable('failed', 'the answer of PowerShell is no machine image');
  }
  return sections;
}
