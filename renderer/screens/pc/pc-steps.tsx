import type { ReactElement } from 'react';
import type { PcRunState } from '../../../shared/model/pc-run-state';
import { text } from '../../../shared/text';
import { MachineRows } from '../../parts/machine/machine-rows';
import { machineSteps } from '../../parts/machine/machine-steps';
import { copyPc } from '../../stores/pc-store';
import { pcGroups } from './pc-groups';
import { howRead } from './pc-view';

/** All parts of a PC, there before they are read. */
export function PcSteps({ run }: { readonly run: PcRunState }): ReactElement {
  return (
    <section className="card steps" aria-labelledby="steps-title">
      <h2 id="steps-title">{text('app.run.steps.title')}</h2>
      {pcGroups.map(({ id, stages }) => (
        <div key={`${run.runId} ${id}`} className="step-group">
          <h3 id={`steps-${id}`} className="step-group-title">
            {text(`pc.screen.groups.${id}`)}
          </h3>
          <MachineRows
            labelledBy={`steps-${id}`}
            steps={machineSteps(run.diagnosis, stages, howRead(run))}
            onCopy={(stage) => void copyPc({ stage })}
          />
        </div>
      ))}
    </section>
  );
}
