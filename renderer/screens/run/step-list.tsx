import type { ReactElement } from 'react';
import type { RunState } from '../../../shared/model/run-state';
import { text } from '../../../shared/text';
import { StepShell } from '../../parts/check/step-shell';
import { MachineRows } from '../../parts/machine/machine-rows';
import { problemLine } from '../../parts/machine/problem-text';
import { copyRun } from '../../stores/run-store';
import { StepRow } from './step-row';
import { groups, stepsOf } from './steps';
import { thisPcSteps } from './this-pc-steps';

/** All steps in the order in which a connection takes them, there before they run; then what this PC adds. */
export function StepList({ run }: { readonly run: RunState }): ReactElement {
  const steps = stepsOf(run);
  return (
    <section className="card steps" aria-labelledby="steps-title">
      <h2 id="steps-title">{text('app.run.steps.title')}</h2>
      {groups.map((group) => (
        <div key={group.id} className="step-group">
          <h3 id={`steps-${group.id}`} className="step-group-title">
            {text(`app.run.steps.groups.${group.id}`)}
          </h3>
          <ol aria-labelledby={`steps-${group.id}`}>
            {steps
              .filter((step) => (group.stages as readonly string[]).includes(step.id))
              .map((step) => (
                <StepRow key={`${run.runId} ${step.id}`} step={step} watching={run.watching} />
              ))}
          </ol>
        </div>
      ))}
      {run.thisPc && <ThisPc key={run.runId} run={run} />}
    </section>
  );
}

function ThisPc({ run }: { readonly run: RunState }): ReactElement {
  const problem = run.thisPc?.problem;
  return (
    <div className="step-group">
      <h3 id="steps-this-pc" className="step-group-title">
        {text('pc.screen.this-pc-half.title')}
      </h3>
      {problem ? (
        <ol aria-labelledby="steps-this-pc">
          <StepShell
            data={{}}
            mark="could-not-run"
            name={text('pc.screen.this-pc-half.settings')}
            wideName
            line={problemLine(problem)}
            quiet
            word={text('app.run.state.could-not-run')}
            content={null}
          />
        </ol>
      ) : (
        <MachineRows
          labelledBy="steps-this-pc"
          steps={thisPcSteps(run)}
          onCopy={(pcStage) => void copyRun({ pcStage })}
        />
      )}
    </div>
  );
}
