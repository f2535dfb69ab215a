import { Button } from '@fluentui/react-components';
import { ChevronDown16Regular, Copy16Regular } from '@fluentui/react-icons';
import { useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { text } from '../../../shared/text';
import { Bytes } from '../../parts/bytes';
import { StateMark } from '../../parts/state-mark';
import { copyRun, watchStability } from '../../stores/run-store';
import { viewOf, type Row } from '../../../shared/present/stages';
import { duration } from '../../../shared/present/read';
import type { Step } from './steps';
import { useNow } from './use-now';

interface Props {
  readonly step: Step;
  readonly watching: boolean;
}

/** One step: shape, name, result and time in a row of fixed height; its evidence under it when opened. */
export function StepRow({ step, watching }: Props): ReactElement {
  const [open, setOpen] = useState(false);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const view = step.result ? viewOf(step.result) : null;
  const name = text(`app.run.step.${step.id}.name`);
  const canOpen = view !== null && view.rows.length > 0;
  const summary = <Summary step={step} line={view?.line ?? waitingLine(step, watching)} canOpen={canOpen} />;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    setOpen(false);
    button.current?.focus();
  };

  return (
    <li className="step" data-stage={step.id} onKeyDown={onKeyDown}>
      {canOpen ? (
        <button
          ref={button}
          type="button"
          className="step-button"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          {summary}
        </button>
      ) : (
        <div className="step-button">{summary}</div>
      )}
      {canOpen && (
        <div id={id} className="step-evidence" hidden={!open}>
          {open && <Evidence step={step} name={name} rows={view.rows} />}
        </div>
      )}
      {step.canBeAsked && (
        <div className="step-ask">
          <Button size="small" onClick={() => void watchStability()}>
            {text('app.run.step.stability.test')}
          </Button>
        </div>
      )}
    </li>
  );
}

function waitingLine(step: Step, watching: boolean): string {
  if (watching && step.id === 'stability') return text('app.run.step.stability.watching');
  return text(`app.run.step.${step.id}.about`);
}

function Summary({
  step,
  line,
  canOpen
}: {
  readonly step: Step;
  readonly line: string;
  readonly canOpen: boolean;
}): ReactElement {
  return (
    <>
      <StateMark mark={step.mark} />
      <span className="step-name">{text(`app.run.step.${step.id}.name`)}</span>
      <span className={step.result ? 'step-line' : 'step-line muted'} title={line}>
        {line}
      </span>
      <span className="step-state small muted">
        <span>{text(`app.run.state.${step.word}`)}</span>
        <Time step={step} />
      </span>
      <span className="step-chevron">{canOpen && <ChevronDown16Regular aria-hidden="true" />}</span>
    </>
  );
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
