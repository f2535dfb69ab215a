import { useEffect, useRef, type KeyboardEvent, type ReactElement } from 'react';
import type { HistoryEntry, HistoryState } from '../../../shared/model/history-state';
import { text } from '../../../shared/text';
import { useNow } from '../../parts/use-now';
import { copyHistory, openChange, useHistory } from '../../stores/history-store';
import { ChangeRow } from './change-row';
import { daysOf, entryKey, isWorking } from './history-view';

/** Moves of the arrow keys through the rows, from the number of one and of how many. */
const moves: Readonly<Record<string, (from: number, count: number) => number>> = {
  ArrowDown: (from, count) => Math.min(from + 1, count - 1),
  ArrowUp: (from) => Math.max(from - 1, 0),
  Home: () => 0,
  End: (_from, count) => count - 1
};

/** The changes by the day, newest first. One is open at a time. */
export function ChangeList({ state }: { readonly state: HistoryState }): ReactElement {
  const { open, wanted } = useHistory();
  const list = useRef<HTMLDivElement>(null);
  const now = useNow(false);
  const { entries, work } = state;

  useEffect(() => {
    const row = wanted && open !== null ? rowOf(list.current, open) : null;
    if (!row) return;
    useHistory.setState({ wanted: false });
    row.scrollIntoView({ block: 'nearest' });
    row.focus();
  }, [wanted, open, entries]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement)) return;
    const row = event.target.closest<HTMLElement>('[data-change]');
    if (!row) return;
    if (event.key === 'Escape' && open !== null && row.dataset['change'] === open) {
      event.preventDefault();
      openChange(null);
      row.querySelector('button')?.focus();
      return;
    }
    if (event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey)) {
      const entry = entries.find((one) => entryKey(one) === row.dataset['change']);
      if (!entry || window.getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      void copyHistory(entry);
      return;
    }
    const move = moves[event.key];
    const isOnRow = event.target.matches('.change-button');
    if (!move || !isOnRow) return;
    event.preventDefault();
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('.change-button') ?? [])];
    rows[move(rows.indexOf(event.target), rows.length)]?.focus();
  };

  if (entries.length === 0) return <p className="card">{text('history.no-match')}</p>;
  const days = daysOf(entries, now);
  return (
    <div ref={list} className="history-days" onKeyDown={onKeyDown}>
      {days.map(({ key, heading, entries: ofDay }) => (
        <section key={key} aria-label={heading}>
          <h2 className="history-day">{heading}</h2>
          <ul className="card history-list">{ofDay.map((entry) => row(entry))}</ul>
        </section>
      ))}
    </div>
  );

  function row(entry: HistoryEntry): ReactElement {
    const key = entryKey(entry);
    return (
      <ChangeRow
        key={key}
        entry={entry}
        open={open === key}
        work={isWorking(work, entry) ? work : null}
        busy={work !== null}
        onToggle={() => openChange(open === key ? null : key)}
      />
    );
  }
}

const rowOf = (list: HTMLElement | null, key: string): HTMLElement | null =>
  list?.querySelector<HTMLElement>(`[data-change="${CSS.escape(key)}"] .change-button`) ?? null;
