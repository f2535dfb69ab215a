import { Button } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { MachineStageId } from '../../../shared/model/stage';
import { clean, clip } from '../../../shared/present/read';
import { text } from '../../../shared/text';
import { StepShell } from '../check/step-shell';
import { EvidenceList } from '../evidence';
import { StateMark } from '../state-mark';
import type { CheckView, MachineStep } from './machine-steps';
import './machine-rows.css';

interface Props {
  readonly labelledBy: string;
  readonly steps: readonly MachineStep[];
  readonly onCopy: (stage: MachineStageId) => void;
}

/** Parts of a PC, one row each; their checks stand under them when opened. */
export function MachineRows({ labelledBy, steps, onCopy }: Props): ReactElement {
  return (
    <ol aria-labelledby={labelledBy}>
      {steps.map((step) => (
        <StepShell
          key={step.id}
          data={{ 'data-pc-stage': step.id }}
          mark={step.mark}
          name={step.name}
          wideName
          line={step.line}
          quiet={!step.settled || step.mark === 'not-applicable'}
          word={step.word}
          content={
            step.checks.length === 0 ? null : () => <Checks step={step} onCopy={() => onCopy(step.id)} />
          }
        />
      ))}
    </ol>
  );
}

function Checks({ step, onCopy }: { readonly step: MachineStep; readonly onCopy: () => void }): ReactElement {
  return (
    <>
      <ul className="checks" aria-label={text('pc.screen.check.of', { name: step.name })}>
        {step.checks.map((view) => (
          <CheckRow key={view.key} view={view} />
        ))}
      </ul>
      <Button size="small" appearance="subtle" icon={<Copy16Regular />} onClick={onCopy}>
        {text('app.run.steps.copy')}
      </Button>
    </>
  );
}

/** So much of what a check saw is open from the start. */
const shownAtOnce = 3;
const longestPlace = 500;

function CheckRow({ view }: { readonly view: CheckView }): ReactElement {
  const { check, found, why } = view;
  return (
    <li className="check-row" data-check={check.id}>
      <div className="check-head">
        <StateMark mark={view.mark} />
        <span className="check-name">{view.name}</span>
        <span className="small muted">{view.word}</span>
      </div>
      <div className="check-body">
        {found !== null && <p>{found}</p>}
        {why !== null && <p className="small muted">{why}</p>}
        {check.missing && check.outcome === 'could-not-run' && (
          <code className="mono small muted">
            {clip(clean([check.missing.path, check.missing.detail].filter(Boolean).join(', ')), longestPlace)}
          </code>
        )}
        {check.evidence.length > 0 && (
          <EvidenceList
            evidence={check.evidence}
            label={text('pc.screen.check.values', { name: view.name })}
            shownAtOnce={shownAtOnce}
          />
        )}
      </div>
    </li>
  );
}
