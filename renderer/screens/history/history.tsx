import { Button, Spinner } from '@fluentui/react-components';
import {
  ArrowClockwise20Regular,
  ArrowUndo20Regular,
  Copy20Regular,
  Save20Regular
} from '@fluentui/react-icons';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { HistoryState } from '../../../shared/model/history-state';
import { text } from '../../../shared/text';
import { errorText } from '../../app/bridge';
import { Attention } from '../../parts/history/attention';
import {
  askUndoAll,
  copyHistory,
  leaveHistory,
  lookThrough,
  readHistory,
  saveHistory,
  useHistory
} from '../../stores/history-store';
import { useView } from '../../stores/view-store';
import { StateMark } from '../../parts/state-mark';
import { ChangeList } from './change-list';
import { Filters } from './filters';
import { UndoAll } from './undo-all';
import { pcName } from '../../../shared/present/pc-name';
import './history.css';

/** Every change that was made, what has become of it, and the way to take it back. */
export function HistoryScreen(): ReactElement {
  const { state, refused, undoAll } = useHistory();
  const leave = useView((view) => view.back);
  const heading = useRef<HTMLHeadingElement>(null);
  // Who comes for one change finds the focus on it.
  const [wanted] = useState(() => useHistory.getState().wanted);
  useEffect(() => {
    if (!wanted) heading.current?.focus();
  }, [wanted]);
  useEffect(() => leaveHistory, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    // What is opened inside closes first, and says so.
    if (event.key === 'Escape' && !event.defaultPrevented) leave();
  };
  return (
    <div className="history" onKeyDown={onKeyDown}>
      <div className="check-header">
        <div className="check-title">
          <h1 ref={heading} tabIndex={-1}>
            {text('history.title')}
          </h1>
          <p className="muted">{text('history.intro')}</p>
        </div>
        {state && <Buttons state={state} />}
      </div>
      <div className="history-refused" role="alert">
        {refused !== null && <p>{refused}</p>}
      </div>
      {state?.gaps.map((gap) => (
        <section key={`${gap.key} ${gap.folder ?? ''}`} className="card history-gap">
          <h2>
            <StateMark mark="warning" />
            {text('history.gap.title')}
          </h2>
          <p>{errorText({ code: gap.key, key: gap.key, params: gap.params })}</p>
          {state.total > 0 && <p className="muted">{text('history.gap.rest')}</p>}
        </section>
      ))}
      {undoAll && <UndoAll asked={undoAll} />}
      {state?.known ? <Known state={state} /> : <Spinner label={text('history.reading')} />}
    </div>
  );
}

function Known({ state }: { readonly state: HistoryState }): ReactElement {
  if (state.total === 0 && state.gaps.length === 0) return <Empty />;
  if (state.total === 0) return <></>;
  return (
    <>
      <Attention all />
      <Filters state={state} />
      <ChangeList state={state} />
      {state.matching > state.entries.length && (
        <Button className="history-more" onClick={() => void lookThrough({ most: state.view.most * 2 })}>
          {text('history.more', { count: Math.min(state.view.most, state.matching - state.entries.length) })}
        </Button>
      )}
    </>
  );
}

const Empty = (): ReactElement => (
  <section className="card history-empty">
    <h2>{text('history.empty.title')}</h2>
    <p>{text('history.empty.what')}</p>
  </section>
);

function Buttons({ state }: { readonly state: HistoryState }): ReactElement {
  const { reading, entries, standingOn, work } = state;
  const standing = standingOn.filter(({ count }) => count > 0);
  return (
    <div className="check-actions">
      <Button
        icon={<ArrowClockwise20Regular />}
        disabledFocusable={reading}
        onClick={() => void readHistory()}
      >
        {text('history.look-again')}
      </Button>
      {entries.length > 0 && (
        <>
          <Button icon={<Copy20Regular />} onClick={() => void copyHistory('shown')}>
            {text('history.copy-all')}
          </Button>
          <Button icon={<Save20Regular />} onClick={() => void saveHistory('text')}>
            {text('history.export.as-text')}
          </Button>
          <Button icon={<Save20Regular />} onClick={() => void saveHistory('json')}>
            {text('history.export.as-json')}
          </Button>
        </>
      )}
      {standing.map(({ pc }) => (
        <Button
          key={pcName(pc)}
          data-undo-all
          icon={<ArrowUndo20Regular />}
          disabledFocusable={work !== null}
          onClick={() => void askUndoAll(pc)}
        >
          {pc.kind === 'this-pc'
            ? text('history.undo-all.button')
            : text('history.undo-all.button-on', { pc: pcName(pc) })}
        </Button>
      ))}
    </div>
  );
}
