import type { History, Plan } from '../../shared/model/change';
import type { Called } from '../../shared/present/thing';
import type { Fix, Params } from '../fixes/define-fix';
import type { JournalUnusable } from './journal-unusable';
import type { Unfinished, Way } from './recovery';
import type { UndoOptions } from './undo';

/** Where a change has come to. */
export type ChangeStep =
  /** Windows asks for an administrator's consent. */
  | 'elevating'
  /** The person is asked, in a dialog of the system. */
  | 'asking'
  | 'writing'
  /** It is done; what follows from it is waited for. */
  | 'waiting';

/** What is told while something is changed. */
export interface ChangeWatch {
  readonly onStep?: (step: ChangeStep) => void;
  /**
   * Ends waiting, for Windows' prompt and for what follows from an action, and what was not begun. What is being written is
   * brought to its end.
   */
  readonly signal?: AbortSignal;
  /**
   * Asks the person what the elevated side would ask, where this process has an administrator's rights itself: about a fix above
   * *safe* for the whole PC, finishing one, and undo by force. Where it is not given, who called has asked already. False: they
   * said no.
   */
  readonly confirm?: () => Promise<boolean>;
  /** The administrator's rights are another account's: both, as they are shown. Comes before anything is written. */
  readonly onOtherAccount?: (accounts: { readonly own: string; readonly elevated: string }) => void;
}

/** Administrator's rights were needed and not had. Nothing was written. */
export class NotElevated extends Error {
  override readonly name = 'NotElevated';
  /**
   * @param why `declined`: the person said no, at Windows' prompt or at the question after it. `failed`: the elevated side
   *   could not be started, or went
   * @param detail Windows' number, or the reason of the pipe
   */
  constructor(
    readonly why: 'declined' | 'failed',
    readonly detail = ''
  ) {
    super(`${why} ${detail}`.trim());
  }
}

/** All that is known of the changes of a PC. */
export interface KnownChanges {
  readonly history: History;
  /** Those that were cut short. */
  readonly unfinished: readonly Unfinished[];
  /** Journals that cannot be read; the others are told all the same. */
  readonly unreadable: readonly JournalUnusable[];
  /** What the network adapters and networks are called that changes stand on. */
  readonly called: Called;
  /** The PC's clock at that moment, in milliseconds since 1970: what `expiresAt` is counted down from. Null: not known. */
  readonly now: number | null;
}

/**
 * One PC that can be changed: this one, or a recorded one to practise on. The window and the command line change nothing but
 * through it. Each call plans anew by what is there at that moment.
 */
export interface Changer {
  /** What a fix would do now. Asks for nothing and writes nothing. @throws Refused */
  readonly plan: (fix: Fix, params: Params) => Promise<Plan>;
  /**
   * Makes the change that the person has agreed to, asking for consent where it is Windows' or the elevated side's to ask.
   *
   * @param hash of the plan that was shown; null where nobody was asked
   * @returns with `applied` false where there was nothing to do, or, with another hash, where the PC has changed since
   * @throws Refused, NotElevated, JournalUnusable, JournalCorrupt
   */
  readonly apply: (fix: Fix, params: Params, hash: string | null, watch?: ChangeWatch) => Promise<Plan>;
  /**
   * @param id null: everything that stands, newest first
   * @returns with `drifted` where it was refused because of it
   * @throws NoSuchChange, Refused, NotElevated, JournalUnusable, JournalCorrupt
   */
  readonly undo: (id: string | null, options: UndoOptions, watch?: ChangeWatch) => Promise<Plan>;
  /** @throws JournalCorrupt */
  readonly changes: () => Promise<KnownChanges>;
  /** What the person chose about a change that was cut short. @throws as `undo` */
  readonly recover: (id: string, way: Way, watch?: ChangeWatch) => Promise<Plan | null>;
  /** Ends what was started for it. */
  readonly close: () => Promise<void>;
}
