import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { RunState } from '../../../shared/model/run-state';
import { announcements } from './announce';

/** Enough that a slow voice misses nothing; older sentences are dropped. */
const kept = 12;

/** Says the result of each step, politely, one sentence each. */
export function Announcer({ run }: { readonly run: RunState }): ReactElement {
  const [said, setSaid] = useState<readonly { readonly id: number; readonly sentence: string }[]>([]);
  const before = useRef<RunState | null>(null);
  const next = useRef(0);
  useEffect(() => {
    const fresh = announcements(before.current, run).map((sentence) => ({
      id: (next.current += 1),
      sentence
    }));
    before.current = run;
    if (fresh.length > 0) setSaid((all) => [...all, ...fresh].slice(-kept));
  }, [run]);
  return (
    <div className="for-reader" role="log" aria-live="polite">
      {said.map(({ id, sentence }) => (
        <p key={id}>{sentence}</p>
      ))}
    </div>
  );
}
