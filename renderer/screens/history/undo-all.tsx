import { Button } from '@fluentui/react-components';
import { Shield20Regular } from '@fluentui/react-icons';
import { useEffect, useRef, type KeyboardEvent, type ReactElement } from 'react';
import type { ChangedPc } from '../../../shared/model/changed-pc';
import type { UndoAllPlan } from '../../../shared/model/history-state';
import { settingName } from '../../../shared/present/change-text';
import { pcName } from '../../../shared/present/pc-name';
import { text } from '../../../shared/text';
import { focusOpenOrHeading } from '../../parts/history/catch-focus';
import { StateMark } from '../../parts/state-mark';
import { leaveUndoAll, undoAll, useHistory } from '../../stores/history-store';
import { Changes } from '../fix/changes';
import { workText } from './history-view';

interface Props {
  readonly asked: { readonly pc: ChangedPc; readonly plan: UndoAllPlan };
}

/** Asks before everything is taken back, and lists what that changes. */
export function UndoAll({ asked: { pc, plan } }: Props): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  const work = useHistory((store) => store.state?.work ?? null);
  useEffect(() => heading.current?.focus(), [plan]);
  // What it leaves, the button that asked or the screen's heading, gets the focus back.
  useEffect(() => () => focusOpenOrHeading('[data-undo-all]'), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    leaveUndoAll();
  };
  return (
    <section className="card undo-all" aria-labelledby="undo-all-title" onKeyDown={onKeyDown}>
      <h2 id="undo-all-title" ref={heading} tabIndex={-1}>
        {text('history.undo-all.title', { count: plan.count, pc: pcName(pc) })}
      </h2>
      <What plan={plan} />
      {work ? (
        <p className="history-work" role="status">
          <StateMark mark="running" />
          <span>{workText(work)}</span>
        </p>
      ) : (
        <div className="history-actions">
          <Button onClick={leaveUndoAll}>{text('history.undo-all.cancel')}</Button>
          {plan.drifted.length === 0 && plan.count > 0 && (
            <Button
              {...(plan.needsElevation ? { icon: <Shield20Regular /> } : {})}
              onClick={() => void undoAll()}
            >
              {text('history.undo-all.do', { count: plan.count })}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function What({ plan }: { readonly plan: UndoAllPlan }): ReactElement {
  if (plan.drifted.length > 0)
    return <p>{text('history.undo-all.drifted', { settings: plan.drifted.map(settingName).join(', ') })}</p>;
  if (plan.changes.length === 0) return <p>{text('history.undo-all.nothing')}</p>;
  return (
    <>
      <p>{text('history.undo-all.what')}</p>
      <Changes changes={plan.changes} undoing />
    </>
  );
}
