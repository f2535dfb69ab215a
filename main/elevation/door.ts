import type { Duplex } from 'node:stream';

/** Who has come to a pipe. */
export interface Caller {
  /** Paused: until it is known who it is, not one byte of it is read. */
  readonly stream: Duplex;
  /** Number of its process; null where the system does not tell. */
  readonly pid: number | null;
}

/** A pipe on which exactly one is waited for. */
export interface Door {
  /** The first who comes. Whoever comes after is sent away unheard. */
  readonly first: Promise<Caller>;
  /** Lets nobody in any more, and sends the first away unless it is the one that is kept. */
  readonly close: (kept: Caller | null) => void;
}
