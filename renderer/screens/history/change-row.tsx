import { ChevronDown16Regular } from '@fluentui/react-icons';
import { memo, useId, type ReactElement } from 'react';
import type { HistoryEntry, HistoryWork } from '../../../shared/model/history-state';
import { changeTitle } from '../../../shared/present/history-text';
import { clean, clip } from '../../../shared/present/read';
import { text } from '../../../shared/text';
import { CountDown } from '../../parts/count-down';
import { StateMark } from '../../parts/state-mark';
import { ChangeDetails } from './change-details';
import { chipOf, entryKey, timeOf } from './history-view';

interface Props {
  readonly entry: HistoryEntry;
  readonly open: boolean;
  /** What is being done to it. */
  readonly work: HistoryWork | null;
  /** Whether something is being done to any of them. */
  readonly busy: boolean;
  readonly onToggle: () => void;
}

const longestName = 80;

/** The button's function is another one at each drawing, and does the same. */
const isSame = (before: Props, now: Props): boolean =>
  before.entry === now.entry &&
  before.open === now.open &&
  before.work === now.work &&
  before.busy === now.busy;

/** One change: what, when, by whom, how it stands; opened, all of it and what can be done. */
export const ChangeRow = memo(function ChangeRow({ entry, open, work, busy, onToggle }: Props): ReactElement {
  const id = useId();
  const { at, by } = entry;
  return (
    <li className="change" data-change={entryKey(entry)}>
      <button
        type="button"
        className="change-button"
        aria-expanded={open}
        aria-controls={id}
        onClick={onToggle}
      >
        <span className="change-time mono small muted">{timeOf(at)}</span>
        <span className="change-title">
          {changeTitle(entry)}
          {by !== null && (
            <span className="small muted"> {text('history.by', { who: clip(clean(by), longestName) })}</span>
          )}
        </span>
        <Chip entry={entry} />
        <ChevronDown16Regular className="disclosure-chevron" aria-hidden="true" />
      </button>
      <div id={id} className="change-details" hidden={!open}>
        {open && <ChangeDetails entry={entry} work={work} busy={busy} onClose={onToggle} />}
      </div>
    </li>
  );
}, isSame);

function Chip({ entry }: { readonly entry: HistoryEntry }): ReactElement {
  const { mark, word, endsAt } = chipOf(entry);
  return (
    <span className={`change-chip change-chip-${entry.standing}`}>
      <StateMark mark={mark} />
      {endsAt === null ? (
        word
      ) : (
        <span>
          {text('history.ends-in', { time: '' })}
          <CountDown until={endsAt} />
        </span>
      )}
    </span>
  );
}
