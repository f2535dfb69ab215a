/** A numbered state of a run: each is whole, and its number rises by one with each change. */
interface Numbered {
  readonly runId: string;
  readonly sequence: number;
}

/** What the window knows of runs: the newest state, and the ids of runs that a later one has replaced. */
export interface Known<State> {
  readonly run: State | null;
  readonly replaced: readonly string[];
}

interface Taken<State> extends Known<State> {
  /** True where a number was skipped, so that main should be asked for its current state. */
  readonly gap: boolean;
}

/**
 * Takes in a numbered state. Late states (a number already seen, or a run that was replaced) change nothing. Every state
 * is whole, so after a gap it is shown at once and the question to main only makes sure.
 */
export function take<State extends Numbered>(known: Known<State>, incoming: State): Taken<State> {
  const { run, replaced } = known;
  if (replaced.includes(incoming.runId)) return { ...known, gap: false };
  if (run?.runId !== incoming.runId) {
    return { run: incoming, replaced: run ? [...replaced, run.runId] : replaced, gap: false };
  }
  if (incoming.sequence <= run.sequence) return { ...known, gap: false };
  return { run: incoming, replaced, gap: incoming.sequence > run.sequence + 1 };
}
