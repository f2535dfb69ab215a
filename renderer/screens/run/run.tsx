import {
  useEffect,
  useLayoutEffect,
  useRef,
  useSyncExternalStore,
  type KeyboardEvent,
  type ReactElement
} from 'react';
import type { RunState } from '../../../shared/model/run-state';
import { text } from '../../../shared/text';
import { copyRun, useRun } from '../../stores/run-store';
import { RunHeader } from './header';
import { PathPicture } from './picture';
import { Result } from './result';
import { StepList } from './step-list';
import { allStages } from './steps';
import './run.css';

/** The guided run: where it breaks, the steps, and what that comes to. */
export function RunScreen(): ReactElement {
  const run = useRun((store) => store.run);
  return run ? <Run run={run} /> : <p>{text('app.run.none')}</p>;
}

function Run({ run }: { readonly run: RunState }): ReactElement {
  const wide = useWide();
  const title = useRef<HTMLHeadingElement>(null);
  const result = useRef<HTMLHeadingElement>(null);
  useFocus(run, title, result);
  // Read and tabbed in the order in which they stand: the result comes first where it stands first.
  const parts = [<StepList key="steps" run={run} />, <Result key="result" run={run} heading={result} />];
  return (
    <div className="run" onKeyDown={copyFocused}>
      <RunHeader run={run} heading={title} />
      <PathPicture run={run} />
      <div className="run-columns">{wide ? parts : parts.reverse()}</div>
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

/**
 * The focus starts at the target's name and moves to the result when the run ends, unless the person has gone elsewhere
 * in the meantime.
 */
function useFocus(
  run: RunState,
  title: { current: HTMLElement | null },
  result: { current: HTMLElement | null }
): void {
  const { runId } = run;
  const busy = run.status === 'running' || run.watching;
  const before = useRef<{ runId: string; busy: boolean } | null>(null);
  useLayoutEffect(() => {
    const was = before.current;
    before.current = { runId, busy };
    if (was?.runId !== runId) {
      if (isFocusFree('.start, .run-actions')) title.current?.focus();
    } else if (was.busy && !busy) {
      if (isFocusFree() || document.activeElement === title.current) result.current?.focus();
    }
  }, [runId, busy, title, result]);
  // The Run again button leaves with the focus on it; the title catches it.
  useEffect(() => {
    if (document.activeElement === document.body) title.current?.focus();
  }, [runId, title]);
}

/** Whether the focus is nowhere, or on something that is about to go. */
function isFocusFree(leaving?: string): boolean {
  const focused = document.activeElement;
  return (
    focused === null ||
    focused === document.body ||
    !focused.isConnected ||
    (leaving !== undefined && focused.closest(leaving) !== null)
  );
}

/** Ctrl+C on a row copies the row, unless text is selected: then it copies the selection as everywhere. */
function copyFocused(event: KeyboardEvent): void {
  if (event.key.toLowerCase() !== 'c' || !(event.ctrlKey || event.metaKey)) return;
  if (!(event.target instanceof Element) || window.getSelection()?.isCollapsed === false) return;
  const row = event.target.closest<HTMLElement>('[data-stage], [data-finding]');
  const stage = allStages.find((id) => id === row?.dataset['stage']);
  const finding = useRun.getState().run?.diagnosis.findings.find(({ id }) => id === row?.dataset['finding']);
  if (stage) void copyRun({ stage });
  else if (finding) void copyRun({ finding: finding.id });
  else return;
  event.preventDefault();
}
