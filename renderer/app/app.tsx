import { FluentProvider } from '@fluentui/react-components';
import { useEffect, useLayoutEffect, useRef, type ReactElement } from 'react';
import { Notices } from '../parts/live';
import { DropArea } from '../screens/start/drop-area';
import { Announcer } from '../screens/run/announcer';
import { RunScreen } from '../screens/run/run';
import { StartScreen } from '../screens/start/start';
import { followRuns, runAgain, startRun, useRun } from '../stores/run-store';
import { loadRecent, loadStart, reject, useStart } from '../stores/start-store';
import { useView, type Screen } from '../stores/view-store';
import { bridge } from './bridge';
import { useTheme } from './theme';
import { TopBar } from './top-bar';

/** The whole window. Both screens stay in place, so that what was typed, opened and scrolled is there on the way back. */
export function App(): ReactElement {
  const { theme, name } = useTheme();
  const screen = useView((view) => view.screen);
  const run = useRun((store) => store.run);
  const start = useRef<HTMLDivElement>(null);
  const cameFrom = useRef<Element | null>(null);

  useEffect(() => {
    void begin();
    return followRuns();
  }, []);
  useEffect(() => remember(start, cameFrom), []);
  useEffect(() => {
    if (screen === 'start') void loadRecent();
  }, [screen]);
  useFocusOnReturn(screen, start, cameFrom);
  useRunAgainKey(screen);

  return (
    <FluentProvider theme={theme} className={`app app-${name}`}>
      <TopBar />
      <main className="screens">
        <div ref={start} hidden={screen !== 'start'}>
          <StartScreen />
        </div>
        {screen === 'run' && <RunScreen />}
      </main>
      {run && <Announcer run={run} />}
      <DropArea />
      <Notices />
    </FluentProvider>
  );
}

/** Loads what the start screen shows. A demo that was started with a scenario's name goes straight to it. */
async function begin(): Promise<void> {
  await loadStart();
  const scenario = useStart.getState().info?.demo;
  if (!scenario) return;
  const current = await bridge().run.current({});
  if (!current.ok || current.value) return;
  const refusal = await startRun({ kind: 'demo', scenario });
  if (refusal !== null) reject('field', refusal);
}

type Held<T> = { current: T };

/** Keeps the last element of the start screen that had the focus: the one that leads away from it. */
function remember(within: Held<HTMLElement | null>, cameFrom: Held<Element | null>): () => void {
  const onFocus = (event: FocusEvent): void => {
    if (event.target instanceof Element && within.current?.contains(event.target))
      cameFrom.current = event.target;
  };
  document.addEventListener('focusin', onFocus);
  return () => document.removeEventListener('focusin', onFocus);
}

function useFocusOnReturn(
  screen: Screen,
  start: Held<HTMLElement | null>,
  cameFrom: Held<Element | null>
): void {
  const shown = useRef<Screen | null>(null);
  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = screen;
    // Both screens scroll in the same document; neither begins where the other was left.
    if (before !== screen) window.scrollTo(0, 0);
    if (screen !== 'start') return;
    const back = before === 'run' ? cameFrom.current : null;
    const target = back?.isConnected ? back : start.current?.querySelector('input');
    if (target instanceof HTMLElement) target.focus();
  }, [screen, start, cameFrom]);
}

/** F5 runs again, as it refreshes elsewhere; it never reloads the window. */
function useRunAgainKey(screen: Screen): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'F5') return;
      event.preventDefault();
      // A held key is one wish.
      if (event.repeat) return;
      if (screen === 'run' && useRun.getState().run) void runAgain();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [screen]);
}
