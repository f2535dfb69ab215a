import type { Reading } from '../../shared/model/reading';
import type { WritableMachine } from '../machine/writing';
import type { Journal } from './journal';
import { pcOf, type Pc } from './pc';

/** A PC that is being changed, with the journal of what was changed on it. */
export interface Desk {
  readonly machine: WritableMachine;
  readonly journal: Journal;
  /** Some letters and digits that were never given before. */
  readonly newId: () => string;
}

/** The PC as it is at this moment. */
export const lookAt = async ({ machine }: Desk, readings: readonly Reading[]): Promise<Pc> =>
  pcOf(await machine.look(readings));
