import type { RunState } from '../../../shared/model/run-state';
import { namesOnPath } from '../../../shared/present/diagnosis-text';
import { stepOfFinding } from '../../../shared/present/finding-text';
import { text } from '../../../shared/text';
import type { FindingView } from '../../parts/check/causes';
import { copyRun } from '../../stores/run-store';
import { allStages } from './steps';

/** How the findings of a run are shown: what is wrong on the way and, among it, what is wrong on this PC. */
export const findingViewOf = (run: RunState): FindingView => ({
  names: (finding) => namesOnPath(run.diagnosis, finding),
  side: ({ side }) => text(`app.side.${side}`),
  why: (finding, sure) => {
    const seenIn = stepOfFinding(finding);
    const stage = allStages.find((id) => id === seenIn);
    if (stage) return text('app.run.cause.in-step-sure', { step: text(`app.run.step.${stage}.name`), sure });
    const part = run.thisPc?.diagnosis?.stages.find(({ evidence }) =>
      evidence.checks.some(({ id }) => id === finding.id)
    );
    return part ? text('pc.screen.why.on-this-pc', { stage: text(`pc.stage.${part.id}.name`), sure }) : sure;
  },
  copy: ({ id }) => void copyRun({ finding: id }),
  // What a run offers is made on the PC that connects.
  source: { of: 'run', runId: run.runId, here: true }
});
