import type { Place, State } from '../../shared/model/place';
import type { Reading } from '../../shared/model/reading';
import type { Capture, WritableMachine } from '../machine/writing';
import type { Journal } from './journal';
import { pcOf, type Pc } from './pc';

/** A PC that is being changed, with the journal of what was changed on it. */
export interface Desk {
  readonly machine: WritableMachine;
  readonly journal: Journal;
  /** Some letters and digits that were never given before. */
  readonly newId: () => string;
  /** The account that makes the change, as Windows writes it; absent or null where nobody knows. */
  readonly who?: string | null;
  /** What ends a downgrade without this program. A recording has none: over it nothing happens by itself. */
  readonly expiryTasks?: ExpiryTasks;
}

/** Tasks of the PC itself, each of which ends one downgrade, whatever has become of this program by then. */
export interface ExpiryTasks {
  /**
   * Comes back when Windows has the task.
   *
   * @throws WriteFailed where it does not, or where no task can carry what was there
   */
  readonly register: (task: ExpiryTask) => Promise<void>;
  /**
   * Takes the task of a change away. One that is not there is away already.
   *
   * @throws WriteFailed where it is still there
   */
  readonly remove: (changeId: string) => Promise<void>;
}

/** What ends a downgrade by itself. */
export interface ExpiryTask {
  readonly changeId: string;
  /** RFC 3339, UTC. */
  readonly expiresAt: string;
  /** Seconds from now until then. */
  readonly seconds: number;
  /** A restart of Windows ends it before its time; not where it is the restart that brings the change about. */
  readonly endsAtRestart: boolean;
  readonly returns: readonly Returned[];
}

/** What is given back at one place. */
export interface Returned {
  readonly place: Place;
  readonly to: State | null;
  /** In which it is held exactly. */
  readonly capture: Capture;
}

/** The PC as it is at this moment. */
export const lookAt = async ({ machine }: Desk, readings: readonly Reading[]): Promise<Pc> =>
  pcOf(await machine.look(readings));
