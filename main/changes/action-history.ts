import type { ChangeState, History } from '../../shared/model/change';
import { fixes } from '../fixes';
import { readActions, type Acted } from './acted';

type Told = History['changes'];

/**
 * A history with the actions of the same journal in it, each where it was begun.
 *
 * @throws JournalCorrupt
 */
export function withActions(changes: Told, records: readonly unknown[]): Told {
  const actions = readActions(records);
  if (actions.length === 0) return changes;
  const places = new Map<string, number>();
  records.forEach((record, number) => {
    const { id } = (record ?? {}) as { readonly id?: unknown };
    // As `readJournal` names what has no name.
    const name = typeof id === 'string' ? id.slice(0, 100) : `record-${number}`;
    if (!places.has(name)) places.set(name, number);
  });
  const placeOf = ({ id }: { readonly id: string }): number => places.get(id) ?? records.length;
  return [...changes, ...actions.map(told)].sort((one, other) => placeOf(one) - placeOf(other));
}

const states: Readonly<Record<Acted['phase'], ChangeState>> = {
  begun: 'partly',
  done: 'applied',
  stopped: 'partly',
  failed: 'undone',
  undoing: 'partly',
  undone: 'undone'
};

function told({ id, fix, at, who, phase, changes }: Acted): Told[number] {
  const made = fixes.get(fix);
  return {
    id,
    fix,
    at,
    state: states[phase],
    ...(who === null ? {} : { by: who }),
    ...(made?.kind === 'action' && made.undo === 'own' ? {} : { final: true }),
    changes: [...changes]
  };
}
