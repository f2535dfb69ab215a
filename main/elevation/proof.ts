import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { WireEnded } from './frames';

/** Who speaks. It is part of each proof, so that what one end has said cannot be given back to it. */
export type Side = 'app' | 'broker';

/** What both ends have seen when they prove themselves. */
export interface Meeting {
  /** The one-time key: 32 bytes that the app made for this broker alone. They never travel over the pipe. */
  readonly key: Buffer;
  /** The pipe's own name, in hex: a proof for one pipe is none for another. */
  readonly pipe: string;
  /** 32 random bytes of each end, in hex: what was recorded of an earlier meeting proves nothing in this one. */
  readonly nonces: Readonly<Record<Side, string>>;
}

const keyBytes = 32;
const nonceBytes = 32;
const macBytes = 32;

export const newKey = (): Buffer => randomBytes(keyBytes);
/** In hex. */
export const newNonce = (): string => randomBytes(nonceBytes).toString('hex');

/** HMAC-SHA-256, https://www.rfc-editor.org/rfc/rfc2104; every part has one length, so no two meetings give one text. */
const derive = ({ key, pipe, nonces }: Meeting, purpose: string): Buffer =>
  createHmac('sha256', key).update(`reconnect 1 ${purpose} ${pipe} ${nonces.app} ${nonces.broker}`).digest();

/** What shows that `side` knows the key, in hex. */
export const proofOf = (meeting: Meeting, side: Side): string =>
  derive(meeting, `proof of ${side}`).toString('hex');

/** In a time that does not tell how much of it is right. */
export function isProofOf(meeting: Meeting, side: Side, proof: string): boolean {
  const due = derive(meeting, `proof of ${side}`);
  const said = Buffer.from(proof, 'hex');
  return said.length === due.length && timingSafeEqual(said, due);
}

/** Puts frames under seal, and breaks the seal of those that come. */
export interface Seal {
  /** @param number of the exchange, from 1; the broker's first word, which answers the proof, has 0 */
  readonly close: (number: number, body: Buffer) => Buffer;
  /** @throws WireEnded `not-proved` where one bit of it, its number or its direction is another */
  readonly open: (number: number, frame: Buffer) => Buffer;
}

/** The seal of one end of a meeting: of this conversation, this direction and this number. */
export function sealOf(meeting: Meeting, side: Side): Seal {
  const keys = { app: derive(meeting, 'seal of app'), broker: derive(meeting, 'seal of broker') };
  const other = side === 'app' ? 'broker' : 'app';
  const mac = (from: Side, number: number, body: Buffer): Buffer =>
    createHmac('sha256', keys[from]).update(`${number} `).update(body).digest();
  return {
    close: (number, body) => Buffer.concat([mac(side, number, body), body]),
    open: (number, frame) => {
      const body = frame.subarray(macBytes);
      if (frame.length <= macBytes || !timingSafeEqual(mac(other, number, body), frame.subarray(0, macBytes)))
        throw new WireEnded('not-proved');
      return body;
    }
  };
}
