import { Button } from '@fluentui/react-components';
import { Shield20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { FixRun } from '../../../shared/model/fix-state';
import { canStopWaiting, fixAction } from '../../../shared/present/fix-text';
import { text } from '../../../shared/text';
import { StateMark } from '../../parts/state-mark';
import { leaveFix, makeFix, planAgain, stopWaiting, undoFix } from '../../stores/fix-store';
import { runAgain } from '../../stores/run-store';
import { isManaged, stepText } from './fix-view';

interface Props {
  readonly run: FixRun;
  /** Holds the button that changes nothing. */
  readonly cautious: (button: HTMLElement | null) => void;
}

/** What can be done now; while something is done, how far it is, in the same place. */
export function Actions({ run, cautious }: Props): ReactElement {
  return (
    <div className="fix-actions">
      {run.status === 'working' ? <Progress run={run} /> : <Buttons run={run} cautious={cautious} />}
    </div>
  );
}

function Progress({ run }: { readonly run: FixRun }): ReactElement {
  return (
    <>
      <p className="fix-progress">
        <StateMark mark="running" />
        <span>{stepText(run)}</span>
      </p>
      {canStopWaiting(run) && (
        <Button onClick={() => void stopWaiting(run)}>{text('fix.screen.cancel')}</Button>
      )}
    </>
  );
}

function Buttons({ run, cautious }: Props): ReactElement {
  const back = (label: string, primary = false): ReactElement => (
    <Button
      key="back"
      ref={cautious}
      appearance={primary ? 'primary' : 'secondary'}
      aria-describedby={run.status === 'ready' ? 'fix-risk' : undefined}
      onClick={() => void leaveFix(run)}
    >
      {label}
    </Button>
  );
  switch (run.status) {
    case 'planning':
      return back(text('fix.screen.cancel'));
    case 'ready':
      return run.place.kind === 'elsewhere' ? (
        back(text('fix.screen.made.back'))
      ) : (
        <>
          {back(text('fix.screen.cancel'))}
          <Make run={run} />
        </>
      );
    case 'made':
      return (
        <>
          <Undo run={run} />
          {run.of === 'run' && (
            <Button onClick={() => void leaveFix(run).then(runAgain)}>{text('fix.screen.made.again')}</Button>
          )}
          {back(text(run.changeId === null ? 'fix.screen.made.back' : 'fix.screen.made.keep'), true)}
        </>
      );
    case 'drifted':
      return (
        <>
          <Button onClick={() => void undoFix(run.fixRunId, true)}>{text('fix.screen.drifted.force')}</Button>
          {back(text('fix.screen.drifted.leave'))}
        </>
      );
    case 'stopped':
      return (
        <>
          {!isManaged(run) && run.changeId === null && (
            <Button onClick={() => void planAgain(run)}>{text('fix.screen.stopped.again')}</Button>
          )}
          {run.changeId !== null && <Undo run={run} />}
          {back(text('fix.screen.made.back'))}
        </>
      );
    case 'undone':
    case 'already':
    case 'working':
      return back(text('fix.screen.made.back'), true);
  }
}

function Make({ run }: { readonly run: FixRun }): ReactElement {
  const { kind } = run;
  return (
    <Button
      appearance={kind.risk === 'safe' ? 'primary' : 'secondary'}
      {...(kind.scope === 'machine' ? { icon: <Shield20Regular /> } : {})}
      aria-describedby="fix-risk"
      disabledFocusable={run.plan === null}
      onClick={() => void makeFix(run)}
    >
      <span>
        {fixAction(run)}
        {kind.scope === 'machine' && (
          <span className="for-reader"> ({text('fix.screen.offer.administrator')})</span>
        )}
      </span>
    </Button>
  );
}

function Undo({ run }: { readonly run: FixRun }): ReactElement | null {
  if (run.changeId === null || run.kind.undo === 'none') return null;
  return (
    <Button onClick={() => void undoFix(run.fixRunId)}>
      {text(run.expiresAt === null ? 'fix.screen.made.undo' : 'fix.screen.made.end-now')}
    </Button>
  );
}
