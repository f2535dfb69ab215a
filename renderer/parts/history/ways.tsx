import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { HistoryEntry } from '../../../shared/model/history-state';
import { changeTitle } from '../../../shared/present/history-text';
import { text } from '../../../shared/text';
import { recoverChange, undoChange } from '../../stores/history-store';

/** What can be done about a change that was cut short, or is over and still there. */
export function Ways({
  entry,
  busy
}: {
  readonly entry: HistoryEntry;
  readonly busy: boolean;
}): ReactElement {
  const title = changeTitle(entry);
  if (!entry.unfinished)
    return (
      <Button
        size="small"
        disabledFocusable={busy}
        aria-label={text('history.end-now-label', { title })}
        onClick={() => void undoChange(entry)}
      >
        {text('history.end-now')}
      </Button>
    );
  return (
    <>
      {entry.unfinished.ways.map((way) => (
        <Button
          key={way}
          size="small"
          disabledFocusable={busy}
          aria-label={text(`history.way.${way}-label`, { title })}
          onClick={() => void recoverChange(entry, way)}
        >
          {text(`history.way.${way}`)}
        </Button>
      ))}
    </>
  );
}
