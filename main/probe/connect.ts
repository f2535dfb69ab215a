import type { Socket } from 'node:net';
import type { ConnectAttempt } from '../../shared/model/transcript';
import { openSocket, type Address, type Opened } from './open-socket';

/** RFC 8305 section 8: the recommended delay between attempts. */
const attemptDelayMs = 250;
/** A name with more addresses than this is a big service; the first ones tell enough. */
const mostAddresses = 8;

export interface Connecting {
  /** The first connection that opened, with its address; null when none did. */
  readonly first: Promise<{ readonly socket: Socket; readonly address: Address } | null>;
  /** Every attempt, in the order of the addresses; settles when the last is decided. */
  readonly all: Promise<ConnectAttempt[]>;
}

/**
 * Tries all addresses side by side as RFC 8305 does, families taking turns, but lets each attempt come to its own end: a
 * client that only sees the winner never learns that half of its addresses are dead.
 *
 * @param timeoutMs per address, milliseconds
 */
export function connectAll(
  addresses: readonly Address[],
  port: number,
  timeoutMs: number,
  signal: AbortSignal
): Connecting {
  const order = takeTurns(addresses).slice(0, mostAddresses);
  let won = false;
  let settleFirst: (winner: { socket: Socket; address: Address } | null) => void;
  const first = new Promise<{ socket: Socket; address: Address } | null>(
    (resolve) => (settleFirst = resolve)
  );

  let previous: Promise<unknown> = Promise.resolve();
  const attempts = order.map(async (address, index): Promise<ConnectAttempt> => {
    const opening = startAfter(previous, index === 0 ? 0 : attemptDelayMs, signal).then(() =>
      openSocket(address, port, timeoutMs, signal)
    );
    previous = opening.then(failedOnly);
    const { attempt, socket } = await opening;
    if (socket && !won) {
      won = true;
      settleFirst({ socket, address });
    } else {
      socket?.destroy();
    }
    return attempt;
  });

  const all = Promise.all(attempts).then((done) => {
    if (!won) settleFirst(null);
    return done;
  });
  return { first, all };
}

/** Resolves when `opened` failed, so that the next address need not wait for its turn; never for one that is open. */
function failedOnly(opened: Opened): Promise<void> | undefined {
  return opened.socket ? new Promise(() => undefined) : undefined;
}

function startAfter(failed: Promise<unknown>, delayMs: number, signal: AbortSignal): Promise<void> {
  if (delayMs === 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(go, delayMs);
    function go(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', go);
      resolve();
    }
    signal.addEventListener('abort', go, { once: true });
    void failed.then(go);
  });
}

/** The families in turn, each in the resolver's order, starting with the family the resolver put first. */
export function takeTurns(addresses: readonly Address[]): Address[] {
  const firstFamily = addresses[0]?.family;
  const preferred = addresses.filter(({ family }) => family === firstFamily);
  const others = addresses.filter(({ family }) => family !== firstFamily);
  return preferred
    .flatMap((address, index) => {
      const other = others[index];
      return other ? [address, other] : [address];
    })
    .concat(others.slice(preferred.length));
}
