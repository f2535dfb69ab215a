import { FluentProvider } from '@fluentui/react-components';
import { useEffect, useLayoutEffect, useRef, type ReactElement } from 'react';
import { Announcer } from '../parts/announcer';
import { Notices } from '../parts/live';
import { announcements as sayOfFix } from '../screens/fix/announce';
import { FixScreen } from '../screens/fix/fix';
import { HistoryScreen } from '../screens/history/history';
import { announcements as sayOfPc } from '../screens/pc/announce';
import { PcScreen } from '../screens/pc/pc';
import { DropArea } from '../screens/start/drop-area';
import { announcements as sayOfRun } from '../screens/run/announce';
import { RunScreen } from '../screens/run/run';
import { StartScreen } from '../screens/start/start';
import { followFixes, useFix } from '../stores/fix-store';
import { followHistory, readHistory } from '../stores/history-store';
import { followPcs, lookAgain, usePc } from '../stores/pc-store';
import { followRuns, runAgain, startRun, useRun } from '../stores/run-store';
import { loadFailures, loadRecent, loadStart, reject, useStart } from '../stores/start-store';
import { useView, type Screen } from '../stores/view-store';
import { bridge } from './bridge';
import { RunningVoice } from './running';
import { useTheme } from './theme';
import { TopBar } from './top-bar';
import { useHistoryKeys } from './use-history-keys';

/** The whole window. The start screen stays in place, so that what was typed and opened is there on the way back. */
export function App(): ReactElement {
  const { theme, name } = useTheme();
  const { screen, under } = useView();
  const run = useRun((store) => store.run);
  const pc = usePc((store) => store.run);
  const fixes = useFix((store) => store.state);
  // The check stays in place under a fix of it, so that what was opened there is open on the way back.
  const check = under === 'fix' ? fixes?.current?.of : under;
  const start = useRef<HTMLDivElement>(null);
  const cameFrom = useRef<Element | null>(null);

  useEffect(() => {
    void begin();
    const stops = [followRuns(), followPcs(), followFixes(), followHistory()];
    return () => stops.forEach((stop) => stop());
  }, []);
  useEffect(() => remember(start, cameFrom), []);
  useEffect(() => {
    if (screen === 'start') void loadRecent();
  }, [screen]);
  useFocusOnReturn(screen, start, cameFrom);
  useRunAgainKey(screen);
  useHistoryKeys(screen);

  return (
    <FluentProvider theme={theme} className={`app app-${name}`}>
      <TopBar />
      <main className="screens">
        <div ref={start} hidden={screen !== 'start'}>
          <StartScreen />
        </div>
        {(check === 'run' || check === 'pc') && (
          <div key={check} hidden={screen !== check}>
            {check === 'run' ? <RunScreen /> : <PcScreen />}
          </div>
        )}
        {under === 'fix' && (
          <div hidden={screen !== 'fix'}>
            <FixScreen />
          </div>
        )}
        {screen === 'history' && <HistoryScreen />}
      </main>
      {run && <Announcer state={run} say={sayOfRun} />}
      {pc && <Announcer state={pc} say={sayOfPc} />}
      {fixes && <Announcer state={fixes} say={sayOfFix} />}
      <RunningVoice />
      <DropArea />
      <Notices />
    </FluentProvider>
  );
}

/** Loads what the start screen shows. A demo that was started with a scenario's name goes straight to it. */
async function begin(): Promise<void> {
  await loadStart();
  void loadFailures();
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
    // All screens scroll in the same document; none begins where another was left.
    if (before !== screen) window.scrollTo(0, 0);
    if (screen !== 'start') return;
    const back = before === null ? null : cameFrom.current;
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
      if (screen === 'history') void readHistory();
      if (screen === 'pc' && usePc.getState().run) void lookAgain();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [screen]);
}
