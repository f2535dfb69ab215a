import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { FixPlace, MadeFix } from '../../../shared/model/fix-state';
import { fixAction } from '../../../shared/present/fix-text';
import { findingTitle } from '../../../shared/present/finding-text';
import { text } from '../../../shared/text';
import { undoFix, useFix } from '../../stores/fix-store';
import { CountDown } from '../count-down';
import { StateMark, type Mark } from '../state-mark';
import './made.css';

/** What was changed on a PC since the window was opened, each with its undo one press away. */
export function Made({ place }: { readonly place: Pick<FixPlace, 'kind' | 'name'> }): ReactElement | null {
  const all = useFix((store) => store.state?.made);
  const made = (all ?? []).filter((one) => one.place.kind === place.kind && one.place.name === place.name);
  if (made.length === 0) return null;
  return (
    <section className="card" aria-labelledby="made-title">
      <h2 id="made-title" className="result-label">
        {text('fix.screen.done-here.title')}
      </h2>
      <ul className="made">
        {made.map((one) => (
          <li key={one.fixRunId}>
            <Row made={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const marks: Readonly<Record<MadeFix['state'], Mark>> = {
  stands: 'ok',
  undone: 'not-applicable',
  expired: 'not-applicable',
  overdue: 'warning'
};

function Row({ made }: { readonly made: MadeFix }): ReactElement {
  const { fixRunId, state, finding, names, expiresAt } = made;
  const action = fixAction(made);
  const canUndo = state === 'stands' || state === 'overdue';
  const ends = expiresAt !== null;
  return (
    <>
      <StateMark mark={marks[state]} />
      <span className="made-what">
        <span>{action}</span>
        <span className="small muted">
          {text('fix.screen.done-here.for', { finding: findingTitle(finding, names) })}
        </span>
        {state !== 'stands' && <span className="small">{text(`fix.screen.done-here.${state}`)}</span>}
        {state === 'stands' && ends && (
          <span className="small">
            {text('fix.screen.made.ends', { time: '' })}
            <CountDown until={expiresAt} />
          </span>
        )}
      </span>
      {canUndo && (
        <Button
          size="small"
          aria-label={text(ends ? 'fix.screen.done-here.end-label' : 'fix.screen.done-here.undo-label', {
            action
          })}
          onClick={() => void undoFix(fixRunId)}
        >
          {text(ends ? 'fix.screen.made.end-now' : 'fix.screen.made.undo')}
        </Button>
      )}
    </>
  );
}
