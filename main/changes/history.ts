import type { ChangeState, History } from '../../shared/model/change';
import { placeId, whereOf, type Place, type State } from '../../shared/model/place';
import { isKnown } from '../facts/fact';
import { withActions } from './action-history';
import { readJournal, stands, type Change, type ChangedSetting, type UnknownChange } from './journal';
import { isSameState, nowAt, shownState } from './kinds';
import type { Pc } from './pc';

/** What a setting of a change is now: what the change wrote, what was there before it, or something else. */
type Standing = 'ours' | 'back' | 'third' | 'not-known';

/**
 * Every change that the journal tells of, in its order, with what has become of it on the PC.
 *
 * @param hasTasks whether downgrades of that PC are ended by tasks, at a restart before their time too; not so in a recording
 * @throws JournalCorrupt
 */
export function historyOf(pc: Pc, records: readonly unknown[], hasTasks = false): History {
  const changes = readJournal(records);
  const states = statesOf(pc, changes, hasTasks);
  return {
    schema: 'reconnect.history/1',
    changes: withActions(
      changes.map((change) => ({
        id: change.id,
        fix: change.fix,
        at: change.at,
        state: states.get(change.id) ?? 'unknown',
        ...(change.known && change.who !== null ? { by: change.who } : {}),
        ...(change.known && change.expiresAt !== null ? { expiresAt: change.expiresAt } : {}),
        changes: change.known
          ? change.changes.map(({ setting, place, before, after }) => ({
              setting: setting.id,
              where: whereOf(place),
              before: shownState(place, before),
              after: shownState(place, after),
              ...nowOf(pc, states.get(change.id), stands(change), place, after)
            }))
          : []
      })),
      records
    )
  };
}

/**
 * The downgrades that have ended without a note of it, newest first: their task gave back what was there, for a restart before
 * the time was over too. Whoever undoes notes it before anything is written.
 */
export function endedByTask(pc: Pc, changes: readonly (Change | UnknownChange)[]): readonly Change[] {
  const states = statesOf(pc, changes, true);
  return changes
    .filter((one): one is Change => one.known && maybeEnded(one) && states.get(one.id) === 'expired')
    .reverse();
}

/** Whether a downgrade is on record as one that lasts. */
export const maybeEnded = ({ phase, expiresAt }: Change): boolean =>
  phase === 'applied' && expiresAt !== null;

function statesOf(
  pc: Pc,
  changes: readonly (Change | UnknownChange)[],
  hasTasks: boolean
): ReadonlyMap<string, ChangeState> {
  const states = new Map<string, ChangeState>();
  // From the newest to the oldest: below a change that stands lies what it found.
  const lying = new Map<string, State | null>();
  for (const change of [...changes].reverse())
    states.set(change.id, change.known ? stateOf(pc, change, lying, hasTasks) : 'unknown');
  return states;
}

/** What stands there now, where that is what a person has to decide by, and where it is there after its time. */
function nowOf(
  { index }: Pc,
  state: ChangeState | undefined,
  stood: boolean,
  place: Place,
  after: State | null
): Pick<History['changes'][number]['changes'][number], 'now'> {
  const isOver = state === 'expired' && stood;
  if (!isOver && state !== 'drifted' && state !== 'partly') return {};
  const now = nowAt(index, place);
  return isKnown(now) && isSameState(place, now.value, after) === isOver
    ? { now: shownState(place, now.value) }
    : {};
}

function stateOf(pc: Pc, change: Change, lying: Map<string, State | null>, hasTasks: boolean): ChangeState {
  if (change.phase === 'expired') return 'expired';
  if (!stands(change)) return 'undone';
  const found = change.changes.map((changed) => standingOf(pc, changed, lying));
  if (found.includes('not-known')) return 'unknown';
  if (found.includes('third')) return 'drifted';
  const { now } = pc.facts.clock;
  const isOver = change.expiresAt !== null && isKnown(now) && now.value >= Date.parse(change.expiresAt);
  if (found.every((one) => one === 'back'))
    return isOver || (hasTasks && maybeEnded(change)) ? 'expired' : 'undone';
  if (found.includes('back')) return 'partly';
  return isOver ? 'expired' : 'applied';
}

function standingOf(
  pc: Pc,
  { place, before, after }: ChangedSetting,
  lying: Map<string, State | null>
): Standing {
  const id = placeId(place);
  if (!lying.has(id)) {
    const now = nowAt(pc.index, place);
    if (!isKnown(now)) return 'not-known';
    lying.set(id, now.value);
  }
  const value = lying.get(id) ?? null;
  if (isSameState(place, value, after)) {
    lying.set(id, before);
    return 'ours';
  }
  return isSameState(place, value, before) ? 'back' : 'third';
}
