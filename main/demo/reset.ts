import type { Duplex } from 'node:stream';

/** More than any socket buffers before it stops asking the system for bytes. */
const moreThanAnyBuffer = Buffer.alloc(1 << 20);

/**
 * Leaves everything that comes from now on in the system's receive buffer, for good. Must be called while the socket's
 * `data` event is being handled: the stream then sees a full buffer and stops the system from reading on at once, where
 * `pause` alone would still take in what follows.
 */
export function stopReadingForGood(socket: Duplex): void {
  socket.pause();
  socket.unshift(moreThanAnyBuffer);
}
