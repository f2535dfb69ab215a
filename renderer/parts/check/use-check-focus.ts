import { useEffect, useLayoutEffect, useRef } from 'react';

type Held = { current: HTMLElement | null };

/**
 * The focus starts at the name of what is checked and moves to the result when the check ends, unless the person has gone
 * elsewhere in the meantime.
 */
export function useCheckFocus(
  { runId, busy }: { readonly runId: string; readonly busy: boolean },
  title: Held,
  result: Held
): void {
  const before = useRef<{ runId: string; busy: boolean } | null>(null);
  useLayoutEffect(() => {
    const was = before.current;
    before.current = { runId, busy };
    if (was?.runId !== runId) {
      if (isFocusFree('.start, .check-actions')) title.current?.focus();
    }
    // What was recorded is there at once: the check is over before it is first drawn.
    if (was?.runId === runId ? was.busy && !busy : !busy) {
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
