import { useEffect, useRef, useState, type ReactElement } from 'react';

/** Enough that a slow voice misses nothing; older sentences are dropped. */
const kept = 12;

interface Props<State> {
  readonly state: State;
  /** What is to be said when `now` follows `before`; null before the first one. Stays the same function. */
  readonly say: (before: State | null, now: State) => readonly string[];
}

/** Says what a check comes to while it runs, politely, one sentence each. */
export function Announcer<State>({ state, say }: Props<State>): ReactElement {
  const [said, setSaid] = useState<readonly { readonly id: number; readonly sentence: string }[]>([]);
  const before = useRef<State | null>(null);
  const next = useRef(0);
  useEffect(() => {
    const fresh = say(before.current, state).map((sentence) => ({
      id: (next.current += 1),
      sentence
    }));
    before.current = state;
    if (fresh.length > 0) setSaid((all) => [...all, ...fresh].slice(-kept));
  }, [state, say]);
  return (
    <div className="for-reader" role="log" aria-live="polite">
      {said.map(({ id, sentence }) => (
        <p key={id}>{sentence}</p>
      ))}
    </div>
  );
}
