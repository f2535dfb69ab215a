import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { scenarios } from '../demo/scenario';
import { isReplayed } from '../demo/define-scenario';
import { thisWindows } from '../machine/this-windows';
import { appHandlers } from './app';
import { explainHandlers } from './explain';
import { recentHandlers } from './recent';
import { createRecentTargets } from './recent-targets';
import { createRuns } from './run';
import { createPcRuns } from './pc';
import { openInThread } from './recording-thread';
import type { Session, WindowServices } from './session';

/** Built beside the main file. */
const recordingThreadFile = join(__dirname, 'recording-worker.js');

/** Everything a window can ask of main. */
export function createServices(session: Session): WindowServices {
  const recent = createRecentTargets(join(session.userData, 'recent.json'));
  const runs = createRuns(session.emit, recent.remember, thisWindows);
  return {
    handlers: {
      app: appHandlers(
        session,
        scenarios.map((scenario) => ({ id: scenario.id, replayed: isReplayed(scenario) }))
      ),
      run: runs.handlers,
      pc: createPcRuns(
        session.emit,
        thisWindows,
        openInThread(() => new Worker(recordingThreadFile))
      ),
      explain: explainHandlers,
      recent: recentHandlers(recent)
    },
    open: runs.open
  };
}
