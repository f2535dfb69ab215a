import type { Plan } from '../../shared/model/change';
import { pcKey } from '../../shared/model/pc-key';
import type { FixRun, MadeFix } from '../../shared/model/fix-state';
import { isOverdue } from '../../shared/present/history-text';
import type { Changer } from '../changes/changer';
import { logError } from '../log';
import type { FixBoard } from './fix-board';
import { pcOfPlace, type Opened } from './fix-open';

interface Needs {
  readonly board: FixBoard;
  readonly changerOf: (run: Pick<FixRun, 'place'>) => Changer;
  readonly opened: (fixRunId: string) => Opened | null;
  /** Looks at the PC again for a fix, and tells the window. */
  readonly lookAgain: (fixRunId: string) => Promise<void>;
}

/** What the scheduled task is given before its work is looked at, milliseconds. */
const graceMs = 3000;

interface Time {
  /** When a change ends by itself, milliseconds since the epoch by the clock of this process; null where it does not. */
  readonly endOf: (run: FixRun, plan: Plan) => Promise<number | null>;
  /** Looks, when its time is over, whether it has ended. */
  readonly follow: (made: MadeFix) => void;
  /** Notes what was taken back elsewhere, or has ended. */
  readonly followOthers: (pc: string) => Promise<void>;
}

/** Keeps count of what was made here and still stands. It ends none: who made a downgrade sees to its end, on the PC. */
export function followTime({ board, changerOf, opened, lookAgain }: Needs): Time {
  const isStanding = (fixRunId: string): boolean =>
    board.state().made.some((one) => one.fixRunId === fixRunId && one.state === 'stands');

  async function lookWhetherOver({ fixRunId, place }: MadeFix): Promise<void> {
    const one = opened(fixRunId);
    if (!one || !isStanding(fixRunId)) return;
    try {
      // A downgrade that would change nothing is still there.
      const plan = await changerOf({ place }).plan(one.fix, one.params);
      if (!isStanding(fixRunId)) return;
      board.changeMade(fixRunId, { state: plan.alreadyRight === true ? 'overdue' : 'expired' });
      await lookAgain(fixRunId);
    } catch (error) {
      logError('looking whether a downgrade has ended failed', error);
      board.changeMade(fixRunId, { state: 'overdue' });
    }
  }

  return {
    endOf: async (run, { changeId, expiresInSeconds }) => {
      if (expiresInSeconds === null) return null;
      const counted = Date.now() + expiresInSeconds * 1000;
      try {
        const { history, now } = await changerOf(run).changes();
        const at = history.changes.find(({ id }) => id === changeId)?.expiresAt;
        // The journal goes by the clock of the PC that was changed.
        return at === undefined || now === null ? counted : Date.now() + Date.parse(at) - now;
      } catch (error) {
        logError('reading when a downgrade ends failed', error);
        return counted;
      }
    },
    follow: (made) => {
      if (made.expiresAt === null) return;
      const timer = setTimeout(() => void lookWhetherOver(made), made.expiresAt - Date.now() + graceMs);
      // The app may close meanwhile: who ends it does not need it.
      timer.unref();
    },
    followOthers: async (pc) => {
      const here = board
        .state()
        .made.filter(({ place, state }) => state === 'stands' && pcKey(pcOfPlace({ place })) === pc);
      const [newest] = here;
      if (!newest) return;
      try {
        const { history } = await changerOf(newest).changes();
        for (const { fixRunId } of here) {
          const id = board.find(fixRunId)?.changeId;
          const told = history.changes.find((one) => one.id === id);
          if (told?.state === 'undone') board.changeMade(fixRunId, { state: 'undone' });
          if (told?.state === 'expired')
            board.changeMade(fixRunId, { state: isOverdue(told) ? 'overdue' : 'expired' });
        }
      } catch (error) {
        logError('reading what became of changes failed', error);
      }
    }
  };
}
