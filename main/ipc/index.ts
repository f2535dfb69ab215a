import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { scenarios } from '../demo/scenario';
import { isReplayed } from '../demo/define-scenario';
import { imageChanger } from '../changes/image-changer';
import { thisWindows } from '../machine/this-windows';
import { appHandlers } from './app';
import { createChangers } from './changers';
import { explainHandlers } from './explain';
import { createFixes } from './fix';
import { askInDialog } from './fix-consent';
import { createHistory } from './history';
import { recentHandlers } from './recent';
import { createRecentTargets } from './recent-targets';
import { createRuns } from './run';
import { createPcRuns } from './pc';
import { openInThread } from './recording-thread';
import { saveTextByDialog } from './save-text';
import type { Session, WindowServices } from './session';
import { changerOfThisPc } from './this-pc-changer';

/** Built beside the main file. */
const recordingThreadFile = join(__dirname, 'recording-worker.js');

/** Everything a window can ask of main. */
export function createServices(session: Session): WindowServices {
  const recent = createRecentTargets(join(session.userData, 'recent.json'));
  const changers = createChangers({
    thisPc: () => changerOfThisPc(session.userData),
    recorded: imageChanger
  });
  const runs = createRuns(session.emit, recent.remember, thisWindows);
  const pcs = createPcRuns(
    session.emit,
    thisWindows,
    openInThread(() => new Worker(recordingThreadFile)),
    changers.imageOf
  );
  return {
    handlers: {
      app: appHandlers(
        session,
        scenarios.map((scenario) => ({ id: scenario.id, replayed: isReplayed(scenario) }))
      ),
      run: runs.handlers,
      pc: pcs.handlers,
      fix: createFixes({
        emit: session.emit,
        findChecked: (of, runId) => (of === 'run' ? runs : pcs).checked(runId),
        changers,
        lookAgainAt: (pc) => {
          pcs.lookAgainAt(pc);
          runs.lookAgainAt(pc);
        },
        ask: askInDialog
      }),
      history: createHistory({ emit: session.emit, changers, ask: askInDialog, save: saveTextByDialog }),
      explain: explainHandlers,
      recent: recentHandlers(recent)
    },
    open: runs.open,
    close: changers.close
  };
}
