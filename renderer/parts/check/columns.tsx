import { useSyncExternalStore, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import './check.css';

interface Props {
  readonly head: ReactNode;
  readonly steps: ReactElement;
  readonly result: ReactElement;
  /** Copies the row that an element stands in; false where it stands in none. */
  readonly copyRow: (row: DOMStringMap) => boolean;
}

/** The form of every check: what is checked, then its steps beside what they come to. */
export function CheckColumns({ head, steps, result, copyRow }: Props): ReactElement {
  const wide = useWide();
  // Read and tabbed in the order in which they stand: the result comes first where it stands first.
  return (
    <div className="check" onKeyDown={(event) => copyFocused(event, copyRow)}>
      {head}
      <div className="check-columns">
        {wide ? steps : result}
        {wide ? result : steps}
      </div>
    </div>
  );
}

const wideQuery = window.matchMedia('(min-width: 1000px)');

function useWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      wideQuery.addEventListener('change', changed);
      return () => wideQuery.removeEventListener('change', changed);
    },
    () => wideQuery.matches
  );
}

/** Ctrl+C on a row copies the row, unless text is selected: then it copies the selection as everywhere. */
function copyFocused(event: KeyboardEvent, copyRow: Props['copyRow']): void {
  if (event.key.toLowerCase() !== 'c' || !(event.ctrlKey || event.metaKey)) return;
  if (!(event.target instanceof Element) || window.getSelection()?.isCollapsed === false) return;
  const row = event.target.closest<HTMLElement>('[data-stage], [data-pc-stage], [data-finding]');
  if (row && copyRow(row.dataset)) event.preventDefault();
}
