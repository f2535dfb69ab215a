import type { ReactElement } from 'react';
import { useNow } from './use-now';

/** What is left until a moment, as minutes and seconds: `24:10`. Not below 0. */
export function timeLeft(untilMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Counts down to a moment, milliseconds since the epoch. A screen reader is not told each second; who asks reads it. */
export function CountDown({ until }: { readonly until: number }): ReactElement {
  const now = useNow(true);
  return (
    <span className="mono" role="timer" aria-live="off">
      {timeLeft(until, now)}
    </span>
  );
}
