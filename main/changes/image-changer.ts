import type { MachineImage } from '../../shared/model/machine-image';
import { isKnown } from '../facts/fact';
import { calledOn } from './called';
import type { Changer } from './changer';
import { restoreExpired } from './expiry';
import { historyOf } from './history';
import { imageDesk } from './image-desk';
import { makeAny, planAny, undoAny } from './make';
import { pcOf } from './pc';
import { findUnfinished, recover } from './recovery';
import { undoAll } from './undo';

/** A recorded PC to practise on. */
export interface ImageChanger extends Changer {
  /** The recording as it is now, with its journal. */
  readonly image: () => MachineImage;
}

/**
 * Changes a recording in memory as this PC would be changed: it asks for nothing, and the recording that is given stays as it
 * is. The recorded PC's clock goes on from the moment of this call, so that what ends by itself does so here too.
 *
 * @param elapsedMs milliseconds since that moment
 * @throws JournalCorrupt where something else than a journal is in its place
 */
export function imageChanger(image: MachineImage, elapsedMs: () => number = sinceNow()): ImageChanger {
  const desk = imageDesk(image);
  const now = (): number | null => {
    const { now: recorded } = pcOf(desk.image()).facts.clock;
    return isKnown(recorded) ? recorded.value + elapsedMs() : null;
  };
  const endWhatIsOver = async (): Promise<void> => {
    const moment = now();
    if (moment !== null) await restoreExpired(desk, moment);
  };
  return {
    image: desk.image,
    plan: async (fix, params) => {
      await endWhatIsOver();
      return planAny(pcOf(desk.image()), fix, params);
    },
    apply: async (fix, params, hash, watch) => {
      await endWhatIsOver();
      watch?.onStep?.('writing');
      return makeAny(desk, fix, params, hash, watch);
    },
    undo: async (id, options, watch) => {
      await endWhatIsOver();
      watch?.onStep?.('writing');
      return id === null ? undoAll(desk, options) : undoAny(desk, id, options);
    },
    changes: async () => {
      await endWhatIsOver();
      const records = await desk.journal.records();
      return {
        history: historyOf(pcOf(desk.image()), records),
        unfinished: await findUnfinished(desk),
        unreadable: [],
        called: calledOn(desk.image()),
        now: now()
      };
    },
    recover: async (id, way) => recover(desk, id, way),
    close: () => Promise.resolve()
  };
}

function sinceNow(): () => number {
  const begun = performance.now();
  return () => performance.now() - begun;
}
