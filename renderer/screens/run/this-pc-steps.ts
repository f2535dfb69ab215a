import type { RunState, ThisPcHalf } from '../../../shared/model/run-state';
import { clientStageIds } from '../../../shared/model/stage';
import { machineSteps, type MachineStep, type Reading } from '../../parts/machine/machine-steps';

/** How far this PC was read. */
export const howThisPcIsRead = ({ reading, stopped }: ThisPcHalf): Reading => ({
  reading,
  stopped,
  thisPc: true
});

/** This PC's parts in a run, in order; none where it does not take part or cannot be looked at. */
export const thisPcSteps = ({ thisPc }: RunState): readonly MachineStep[] =>
  thisPc && !thisPc.problem ? machineSteps(thisPc.diagnosis, clientStageIds, howThisPcIsRead(thisPc)) : [];
