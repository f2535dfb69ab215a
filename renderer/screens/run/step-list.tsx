import type { ReactElement } from 'react';
import type { RunState } from '../../../shared/model/run-state';
import { text } from '../../../shared/text';
import { StepRow } from './step-row';
import { groups, stepsOf } from './steps';
import './steps.css';

/** All steps in the order in which a connection takes them, there before they run. */
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
    </section>
  );
}
