import type { Duplex } from 'node:stream';

/**
 * Why a conversation is over.
 * - `closed`: the other end went, whole or half.
 * - `oversized`, `malformed`: a frame that is too long, empty, or not in the form that was due.
 * - `unasked`: bytes came when it was not the other end's turn.
 * - `slow`: a frame began and was not whole in time, or was not taken in time.
 * - `idle`: nothing came for so long that nobody is thought to be there.
 * - `not-proved`: the other end does not know the one-time key, or somebody has touched a frame.
 * - `other-version`: the other end speaks another version of this.
 * - `wrong-peer`: the other end is another process than the one that was expected, or nobody knows which it is.
 * - `parent-gone`: the app that started the broker is no longer there.
 * - `failed`: something happened here that no part of this foresees.
 * - `done`: both said goodbye.
 */
export type WireEnd =
  | 'closed'
  | 'oversized'
  | 'malformed'
  | 'unasked'
  | 'slow'
  | 'idle'
  | 'not-proved'
  | 'other-version'
  | 'wrong-peer'
  | 'parent-gone'
  | 'failed'
  | 'done';

/** The conversation is over, and nothing more comes or goes. */
export class WireEnded extends Error {
  override readonly name = 'WireEnded';
  constructor(readonly reason: WireEnd) {
    super(reason);
  }
}

/** What one end puts up with. */
export interface WireLimits {
  /** Longest frame that is taken, in bytes; a longer one is refused by its first four bytes. */
  readonly frameBytes: number;
  /** From the first byte of a frame to its last, and until a frame that is sent is taken; milliseconds. */
  readonly frameMs: number;
}

/** One end of a conversation in which each speaks in turn, a frame at a time. */
export interface Wire {
  /**
   * Sends a frame, where there is one to send, and gives the one that comes back.
   *
   * @param withinMs until the first byte of the answer
   * @throws WireEnded
   */
  readonly exchange: (frame: Buffer | null, withinMs: number) => Promise<Buffer>;
  /**
   * Sends a frame after which nothing is to come.
   *
   * @throws WireEnded
   */
  readonly send: (frame: Buffer) => Promise<void>;
  /** Ends it; the first reason given is the one that counts. */
  readonly end: (reason: WireEnd) => void;
  /** Aborts when it is over. */
  readonly over: AbortSignal;
  /** Null while it goes on. */
  readonly reason: () => WireEnd | null;
}

/** A frame is its length, four bytes with the most significant first, and that many bytes. */
const headerBytes = 4;

/** A frame as it travels. */
export function encodeFrame(body: Buffer): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

interface Waiting {
  readonly resolve: (body: Buffer) => void;
  readonly reject: (error: WireEnded) => void;
}

/**
 * Speaks over a pipe or socket. A byte out of turn ends it: who keeps to the vocabulary never has two requests under way,
 * and nothing is kept for later.
 */
export function openWire(stream: Duplex, limits: WireLimits): Wire {
  const over = new AbortController();
  let reason: WireEnd | null = null;
  let waiting: Waiting | null = null;
  let timer: NodeJS.Timeout | undefined;
  let come: Buffer[] = [];
  let comeBytes = 0;

  const end = (why: WireEnd): void => {
    if (reason !== null) return;
    reason = why;
    clearTimeout(timer);
    come = [];
    stream.destroy();
    waiting?.reject(new WireEnded(why));
    waiting = null;
    over.abort();
  };
  const endAfter = (ms: number, why: WireEnd): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      end(why);
    }, ms);
  };

  const take = (chunk: Buffer): void => {
    if (reason !== null) return;
    if (waiting === null) {
      end('unasked');
      return;
    }
    // Counted from the first byte alone: who sends a byte now and then gains no time.
    if (comeBytes === 0) endAfter(limits.frameMs, 'slow');
    come.push(chunk);
    comeBytes += chunk.length;
    if (comeBytes < headerBytes) return;
    if ((come[0]?.length ?? 0) < headerBytes) come = [Buffer.concat(come)];
    const length = come[0]?.readUInt32BE(0) ?? 0;
    if (length > limits.frameBytes) end('oversized');
    else if (length === 0) end('malformed');
    else if (comeBytes > headerBytes + length) end('unasked');
    else if (comeBytes === headerBytes + length) {
      clearTimeout(timer);
      const body = Buffer.concat(come).subarray(headerBytes);
      const { resolve } = waiting;
      waiting = null;
      come = [];
      comeBytes = 0;
      resolve(body);
    }
  };
  stream.on('data', take);
  for (const event of ['end', 'close', 'error'])
    stream.on(event, () => {
      end('closed');
    });
  if (stream.destroyed) end('closed');

  const write = (frame: Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
      if (reason !== null) {
        reject(new WireEnded(reason));
        return;
      }
      const late = setTimeout(() => {
        end('slow');
      }, limits.frameMs);
      const settle = (): void => {
        clearTimeout(late);
        over.signal.removeEventListener('abort', settle);
        if (reason === null) resolve();
        else reject(new WireEnded(reason));
      };
      over.signal.addEventListener('abort', settle);
      stream.write(encodeFrame(frame), settle);
    });

  return {
    exchange: async (frame, withinMs) => {
      if (reason !== null) throw new WireEnded(reason);
      // Listening begins before sending: an answer may be here before the system says that the question has left.
      const answer = new Promise<Buffer>((resolve, reject) => {
        waiting = { resolve, reject };
      });
      endAfter(withinMs, 'idle');
      const [body] = await Promise.all([answer, frame === null ? undefined : write(frame)]);
      return body;
    },
    send: write,
    end,
    over: over.signal,
    reason: () => reason
  };
}
