import { Button } from '@fluentui/react-components';
import { Copy20Regular } from '@fluentui/react-icons';
import { useCallback, useRef, type KeyboardEvent, type ReactElement } from 'react';
import type { FixRun } from '../../../shared/model/fix-state';
import { canStopWaiting, fixAction } from '../../../shared/present/fix-text';
import { text } from '../../../shared/text';
import { StateMark } from '../../parts/state-mark';
import { copyFix, leaveFix, stopWaiting, useFix } from '../../stores/fix-store';
import { Actions } from './actions';
import { Changes } from './changes';
import { Elsewhere } from './elsewhere';
import { Facts, riskMarks } from './facts';
import { noteText, outcomeOf, placeText } from './fix-view';
import { Outcome } from './outcome';
import { useFixFocus } from './use-fix-focus';
import './fix.css';

/** A fix: what it would change, the choice, how far it is, and what came of it, all in one place. */
export function FixScreen(): ReactElement {
  const run = useFix((store) => store.state?.current);
  return run ? <Fix key={run.fixRunId} run={run} /> : <p>{text('fix.screen.none')}</p>;
}

function Fix({ run }: { readonly run: FixRun }): ReactElement {
  const title = useRef<HTMLHeadingElement>(null);
  const outcome = useRef<HTMLHeadingElement>(null);
  const cautious = useRef<HTMLElement | null>(null);
  const hold = useCallback((button: HTMLElement | null): void => {
    cautious.current = button;
  }, []);
  useFixFocus(run, { title, outcome, cautious });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || (run.status === 'working' && !canStopWaiting(run))) return;
    event.stopPropagation();
    void (run.status === 'working' ? stopWaiting(run) : leaveFix(run));
  };
  const isOver = outcomeOf(run) !== null;
  return (
    <article className="fix" onKeyDown={onKeyDown}>
      <Head run={run} heading={title} />
      <Account run={run} />
      <p className="fix-said" role="status">
        {noteText(run)}
      </p>
      <Outcome run={run} heading={outcome} />
      {!isOver && <Plan run={run} />}
      {run.place.kind === 'elsewhere' && run.status === 'ready' && <Elsewhere run={run} />}
      <Actions run={run} cautious={hold} />
    </article>
  );
}

function Head({
  run,
  heading
}: {
  readonly run: FixRun;
  readonly heading: { current: HTMLHeadingElement | null };
}): ReactElement {
  const { risk } = run.kind;
  const action = fixAction(run);
  return (
    <div className="fix-head">
      <div className="fix-title">
        <h1 ref={heading} tabIndex={-1} aria-label={text('fix.screen.label', { action })}>
          {action}
        </h1>
        <p className="muted">{placeText(run)}</p>
      </div>
      <p className="fix-risk">
        <StateMark mark={riskMarks[risk]} />
        <span>
          <span className="for-reader">{text('fix.screen.row.risk')}: </span>
          {text(`fix.screen.chip.${risk}`)}
        </span>
      </p>
      <Button icon={<Copy20Regular />} onClick={() => void copyFix(run, 'all')}>
        {text('fix.screen.copy')}
      </Button>
    </div>
  );
}

function Account({ run: { otherAccount } }: { readonly run: FixRun }): ReactElement | null {
  if (!otherAccount) return null;
  return (
    <section className="card" aria-labelledby="fix-account-title">
      <h2 id="fix-account-title">{text('fix.screen.account.title')}</h2>
      <p>{text('fix.screen.account.text', otherAccount)}</p>
    </section>
  );
}

function Plan({ run }: { readonly run: FixRun }): ReactElement {
  const { plan, status } = run;
  return (
    <section className="card fix-plan" aria-label={text('fix.screen.row.change')}>
      {status === 'planning' && (
        <p className="fix-progress">
          <StateMark mark="running" />
          <span>
            {text('fix.screen.planning')} {text('fix.screen.reading-long')}
          </span>
        </p>
      )}
      {plan && plan.changes.length > 0 && <Changes changes={plan.changes} />}
      <Facts run={run} />
    </section>
  );
}
