import { Button } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { duration } from '../../../shared/present/read';
import { viewOf, type Row } from '../../../shared/present/stages';
import { text } from '../../../shared/text';
import { Bytes } from '../../parts/bytes';
import { StepShell } from '../../parts/check/step-shell';
import { useNow } from '../../parts/use-now';
import { copyRun, watchStability } from '../../stores/run-store';
import type { Step } from './steps';

interface Props {
  readonly step: Step;
  readonly watching: boolean;
}

/** One step of a connection, with what it saw. */
export function StepRow({ step, watching }: Props): ReactElement {
  const view = step.result ? viewOf(step.result) : null;
  const name = text(`app.run.step.${step.id}.name`);
  return (
    <StepShell
      data={{ 'data-stage': step.id }}
      mark={step.mark}
      name={name}
      line={view?.line ?? waitingLine(step, watching)}
      quiet={step.result === null}
      word={text(`app.run.state.${step.word}`)}
      time={<Time step={step} />}
      content={
        view !== null && view.rows.length > 0
          ? () => <Evidence step={step} name={name} rows={view.rows} />
          : null
      }
      after={
        step.canBeAsked && (
          <div className="step-ask">
            <Button size="small" onClick={() => void watchStability()}>
              {text('app.run.step.stability.test')}
            </Button>
          </div>
        )
      }
    />
  );
}

function waitingLine(step: Step, watching: boolean): string {
  if (watching && step.id === 'stability') return text('app.run.step.stability.watching');
  return text(`app.run.step.${step.id}.about`);
}

function Time({ step }: { readonly step: Step }): ReactElement | null {
  const now = useNow(step.since !== null);
  if (step.since !== null)
    return <span className="step-time">{duration(Math.max(0, now - step.since))}</span>;
  if (!step.result || step.word === 'not-run' || step.result.outcome === 'not-applicable') return null;
  return <span className="step-time">{duration(step.result.durationMs)}</span>;
}

interface EvidenceProps {
  readonly step: Step;
  readonly name: string;
  readonly rows: readonly Row[];
}

function Evidence({ step, name, rows }: EvidenceProps): ReactElement {
  return (
    <>
      <dl className="evidence" aria-label={text('app.run.steps.caption', { name })}>
        {rows.map((row, index) => (
          <div key={index} className={row.bytes ? 'evidence-row evidence-bytes' : 'evidence-row'}>
            <dt className="muted">{row.label}</dt>
            <dd>{row.bytes ? <Bytes label={row.label} value={row.found} /> : row.found}</dd>
            {row.expected !== undefined && (
              <dd className="muted">
                {text('app.run.steps.expected')}: {row.expected}
              </dd>
            )}
          </div>
        ))}
      </dl>
      <Button
        size="small"
        appearance="subtle"
        icon={<Copy16Regular />}
        onClick={() => void copyRun({ stage: step.id })}
      >
        {text('app.run.steps.copy')}
      </Button>
    </>
  );
}
