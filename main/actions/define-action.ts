import type { PlannedChange } from '../../shared/model/change';
import type { Reading } from '../../shared/model/reading';
import type { Pc } from '../changes/pc';
import { Refused } from '../changes/refused';
import type { ConflictId } from '../fixes/conflicts';
import type { Params } from '../fixes/define-fix';
import type { ActionDoors } from './doors';

/** What an action would do, told like changes of settings. `setting` is a name that the catalogue has a word for. */
export interface ActionPlan {
  /** Empty: nothing is to do. */
  readonly changes: readonly PlannedChange[];
  readonly conflicts?: readonly ConflictId[];
}

/** Where an action has come to. */
export type ActionStep =
  /** The person is asked, in a dialog of the system. */
  | 'asking'
  | 'writing'
  /** It is done; what follows from it is waited for. */
  | 'waiting';

/** One run of an action. */
export interface ActionWork {
  /** The PC right before, by which it was planned. */
  readonly pc: Pc;
  readonly params: Params;
  /** The PC at this moment. */
  readonly look: (readings: readonly Reading[]) => Promise<Pc>;
  /**
   * Notes in the journal that the action begins, and what it needs to be taken back. Comes before the first thing that it
   * does, once; from here a crash loses nothing.
   *
   * @param undo JSON without any secret
   * @param changes what will have been done, where the plan could not know all of it
   */
  readonly keep: (undo?: unknown, changes?: readonly PlannedChange[]) => Promise<void>;
  /** Ends waiting, and what was not begun. What is half done is brought to its end. */
  readonly signal: AbortSignal;
  readonly onStep: (step: ActionStep) => void;
}

/** One action that is taken back. */
export interface TakingBack {
  readonly params: Params;
  /** As `keep` was given it, and as somebody may have changed it since. */
  readonly kept: unknown;
  /** Also where somebody has changed since what the action left. */
  readonly force: boolean;
}

/** A fix that does something which no recording holds. One file each, with the name of its fix. */
export interface Action {
  readonly id: string;
  /**
   * Pure. What the PC as it was read says about it.
   *
   * @throws Refused
   */
  readonly plan: (pc: Pc, params: Params) => ActionPlan;
  /**
   * Does it and sees that it worked.
   *
   * @throws Refused where nothing is done or all of it was put back; Halfway where something stayed
   */
  readonly run: (doors: ActionDoors, work: ActionWork) => Promise<void>;
  /**
   * Takes it back; where it is taken back already, or was cut short before it did anything, nothing. For an action whose fix
   * has no undo, only what was cut short.
   *
   * @returns whether there was anything to do
   * @throws Refused
   */
  readonly takeBack?: (doors: ActionDoors, back: TakingBack) => Promise<boolean>;
}

export const defineAction = (action: Action): Action => action;

/** An action that failed, or whose end the person did not wait for, and that left something behind. */
export class Halfway extends Refused {
  constructor(where: string, detail: string, reason: 'failed' | 'cancelled' = 'failed') {
    super(reason, where, detail);
  }
}
