import { Button } from '@fluentui/react-components';
import { Timer20Regular } from '@fluentui/react-icons';
import { useMemo, type ReactElement } from 'react';
import { changeTitle } from '../../shared/present/history-text';
import { text } from '../../shared/text';
import { Announcer } from '../parts/announcer';
import { CountDown } from '../parts/count-down';
import { useNow } from '../parts/use-now';
import { announcements } from '../screens/history/history-view';
import { showChange, undoChange, useHistory } from '../stores/history-store';
import { useView } from '../stores/view-store';
import './running.css';

/** What ends by itself, and when: in view on every screen, with the way to end it now. */
export function Running(): ReactElement | null {
  const state = useHistory((store) => store.state);
  const show = useView((view) => view.show);
  const running = [...(state?.running ?? [])].sort((one, other) => (one.endsAt ?? 0) - (other.endsAt ?? 0));
  const [next] = running;
  if (!state || !next || next.endsAt === null) return null;
  const title = changeTitle(next);
  const open = (): void => {
    show('history');
    void showChange(next);
  };
  return (
    <section className="running" aria-label={text('history.running.label')}>
      <Timer20Regular aria-hidden="true" />
      <button type="button" className="nav-button running-title" onClick={open}>
        {title}
      </button>
      <span>
        {text('history.ends-in', { time: '' })}
        <CountDown until={next.endsAt} />
      </span>
      <Button
        size="small"
        disabledFocusable={state.work !== null}
        aria-label={text('history.end-now-label', { title })}
        onClick={() => void undoChange(next)}
      >
        {text('history.end-now')}
      </Button>
      {running.length > 1 && (
        <button type="button" className="nav-button" onClick={() => show('history')}>
          {text('history.running.more', { count: running.length - 1 })}
        </button>
      )}
    </section>
  );
}

/** Says when a change that ends by itself begins, when it is about to end, and when it has. */
export function RunningVoice(): ReactElement | null {
  const running = useHistory((store) => store.state?.running ?? null);
  return running && <Voice entries={running} />;
}

function Voice({
  entries
}: {
  readonly entries: Parameters<typeof announcements>[1]['entries'];
}): ReactElement {
  const now = useNow(entries.length > 0);
  const state = useMemo(() => ({ now, entries }), [now, entries]);
  return <Announcer state={state} say={announcements} />;
}
