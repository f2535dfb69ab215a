import { useEffect, useLayoutEffect, useRef } from 'react';
import { focusOpenOrHeading } from '../parts/history/catch-focus';
import { readHistory, useHistory } from '../stores/history-store';
import { useView, type Screen } from '../stores/view-store';

/** So long a history counts as read, milliseconds: a window may get the focus many times in a row. */
const freshMs = 2000;

/** Ctrl+H opens History and goes back from it, to where the focus was. What another process changed is seen on coming back. */
export function useHistoryKeys(screen: Screen): void {
  const from = useRef<Element | null>(null);
  const shown = useRef(screen);
  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = screen;
    if (screen === 'history' && before !== 'history') from.current = document.activeElement;
    if (before !== 'history' || screen === 'history' || screen === 'start') return;
    const back = from.current;
    if (back instanceof HTMLElement && back.isConnected) back.focus();
  }, [screen]);

  const working = useHistory((store) => store.state?.work != null);
  useEffect(() => {
    // The button that was pressed is gone when what it did is done.
    if (!working && document.activeElement === document.body)
      focusOpenOrHeading('.change-button[aria-expanded="true"]');
  }, [working]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'h' || !event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (event.repeat) return;
      const { screen: now, show, back } = useView.getState();
      if (now === 'history') back();
      else show('history');
    };
    let readAt = 0;
    const onFocus = (): void => {
      const isSeen =
        useView.getState().screen === 'history' || (useHistory.getState().state?.running.length ?? 0) > 0;
      if (!isSeen || Date.now() - readAt < freshMs) return;
      readAt = Date.now();
      void readHistory();
    };
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('focus', onFocus);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('focus', onFocus);
    };
  }, []);
}
