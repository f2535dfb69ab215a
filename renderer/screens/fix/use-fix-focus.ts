import { useEffect, useLayoutEffect, useRef } from 'react';
import type { FixRun } from '../../../shared/model/fix-state';

type Held<E extends HTMLElement> = { readonly current: E | null };

interface Places {
  readonly title: Held<HTMLElement>;
  readonly outcome: Held<HTMLElement>;
  readonly cautious: Held<HTMLElement>;
}

/**
 * The focus stands on Cancel when there is a choice, so that Enter changes nothing, and on what came of it in the end. On
 * leaving it goes back to the button that led here, or to the result where that is gone.
 */
export function useFixFocus(run: FixRun, { title, outcome, cautious }: Places): void {
  const { status, of, finding } = run;
  const before = useRef<FixRun['status'] | null>(null);
  useLayoutEffect(() => {
    if (before.current === status) return;
    before.current = status;
    const target = { planning: title, working: title, ready: cautious }[status as string] ?? outcome;
    // The head stays in view; the buttons stand at the foot of the window.
    target.current?.focus({ preventScroll: true });
  }, [status, title, outcome, cautious]);
  useEffect(() => {
    const place = `${of} ${finding.id} ${finding.side} `;
    return () => {
      const offers = document.querySelectorAll<HTMLElement>('[data-offer]');
      const offer = [...offers].find(({ dataset }) => dataset['offer']?.startsWith(place) === true);
      (offer ?? document.querySelector<HTMLElement>('#result-title'))?.focus();
    };
  }, [of, finding]);
}
