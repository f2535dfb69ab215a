import type { Socket } from 'node:net';
import type { ConnectAttempt } from '../../shared/model/transcript';
import { openSocket, type Address, type Opened } from './open-socket';

/** RFC 8305 section 8: the recommended delay between attempts. */
const attemptDelayMs = 250;
/** A name with more addresses than this is a big service; the first ones tell enough. */
const mostAddresses = 8;

interface Winner {
  readonly socket: Socket;
  readonly address: Address;
}

export interface Connecting {
  /** The first connection that opened, with its address; null when none did. */
  readonly first: Promise<Winner | null>;
  /** Every attempt, in the order of the addresses; settles when the last is decided. */
  readonly all: Promise<ConnectAttempt[]>;
}

/**
 * Tries all addresses side by side as RFC 8305 does, families taking turns, but lets each attempt come to its own end: a
 * client that only sees the winner never learns that half of its addresses are dead.
 *
 * @param timeoutMs per address, milliseconds
 * @param turn resolves when a connection to the address may start
 */
export function connectAll(
  addresses: readonly Address[],
  port: number,
  timeoutMs: number,
  signal: AbortSignal,
  turn: (address: Address) => Promise<void>
): Connecting {
  let settleFirst: (winner: Winner | null) => void;
  const first = new Promise<Winner | null>((resolve) => (settleFirst = resolve));
  let won = false;

  async function attempt(address: Address): Promise<Opened> {
    await turn(address);
    const opened = await openSocket(address, port, timeoutMs, signal);
    if (opened.socket && !won) {
      won = true;
      settleFirst({ socket: opened.socket, address });
    } else {
      opened.socket?.destroy();
    }
    return opened;
  }

  async function attemptAll(): Promise<ConnectAttempt[]> {
    const attempts: Promise<Opened>[] = [];
    for (const address of takeTurns(addresses).slice(0, mostAddresses)) {
      const previous = attempts[attempts.length - 1];
      if (previous) await failureOrDelay(previous);
      attempts.push(attempt(address));
    }
    return (await Promise.all(attempts)).map((opened) => opened.attempt);
  }

  const all = attemptAll().finally(() => {
    if (!won) settleFirst(null);
  });
  return { first, all };
}

/** Resolves when the attempt has failed, or when it has had its head start. */
function failureOrDelay(attempt: Promise<Opened>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, attemptDelayMs);
    const go = (): void => {
      clearTimeout(timer);
      resolve();
    };
    attempt.then(({ socket }) => {
      if (!socket) go();
    }, go);
  });
}

/** The families in turn, each address once and in the resolver's order, starting with the family the resolver put first. */
export function takeTurns(addresses: readonly Address[]): Address[] {
  const unique = addresses.filter(
    ({ address }, index) => addresses.findIndex((other) => other.address === address) === index
  );
  const firstFamily = unique[0]?.family;
  const preferred = unique.filter(({ family }) => family === firstFamily);
  const others = unique.filter(({ family }) => family !== firstFamily);
  return preferred
    .flatMap((address, index) => {
      const other = others[index];
      return other ? [address, other] : [address];
    })
    .concat(others.slice(preferred.length));
}
