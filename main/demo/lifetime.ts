import type { Socket } from 'node:net';

/** What a host has open, so that one call ends all of it. Nothing in it keeps the process alive. */
export interface Lifetime {
  /** Runs `act` once after `delayMs` milliseconds, unless the host was closed before. */
  readonly after: (delayMs: number, act: () => void) => void;
  readonly adopt: (socket: Socket) => void;
  readonly ended: () => boolean;
  readonly end: () => void;
}

/** Longest a connection may say nothing, milliseconds: longer than any probe waits. */
const idleMs = 120_000;

export function createLifetime(): Lifetime {
  const timers = new Set<NodeJS.Timeout>();
  const sockets = new Set<Socket>();
  let over = false;
  return {
    after(delayMs, act) {
      if (over) return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        act();
      }, delayMs);
      timer.unref();
      timers.add(timer);
    },
    adopt(socket) {
      sockets.add(socket);
      socket.unref();
      socket.setTimeout(idleMs, () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => {
        // Clients reset and vanish as they like; the close that follows is all a host needs.
      });
    },
    ended: () => over,
    end() {
      over = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      for (const socket of sockets) socket.destroy();
    }
  };
}
