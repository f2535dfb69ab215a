import { z } from 'zod';
import type { PlaceOf } from '../../../shared/model/place';
import type { Capture } from '../writing';
import { noneOfThisPlace } from './place-writer';

const text = z.string().max(1024).nullable();
const number = z.number().int().min(0).max(0xffff_ffff);
const seen = { user: text, persistence: number };

const schema = z.strictObject({
  kind: z.literal('saved-credential'),
  target: z.string().max(1024),
  type: z.string().max(64),
  was: z.discriminatedUnion('restorable', [
    z.strictObject({ restorable: z.literal('absent') }),
    z.strictObject({
      restorable: z.literal('yes'),
      ...seen,
      flags: number,
      comment: text,
      alias: text,
      /** Encrypted by Windows for this person, bound to all the rest of this capture. Base64. */
      sealed: z.base64()
    }),
    /** Windows keeps the secret to itself: what it had is known, and cannot be given back. */
    z.strictObject({ restorable: z.literal('no'), ...seen, lastWritten: text })
  ])
});
/** A saved sign-in as it was, or that there was none. Never a secret in clear. */
export type CredentialCapture = z.infer<typeof schema>;
/** One that was there and can be given back. */
export type RestorableCredential = Extract<CredentialCapture['was'], { restorable: 'yes' }>;

/** @throws WriteFailed where the capture is none of this place */
export function credentialCaptureOf(place: PlaceOf<'saved-credential'>, capture: Capture): CredentialCapture {
  const { data } = schema.safeParse(capture);
  return data && isSame(data.target, place.target) && isSame(data.type, place.type)
    ? data
    : noneOfThisPlace();
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Whether what such a capture tells of can be given back; the person is told before anything is taken away. */
export const isRestorable = (capture: CredentialCapture): boolean => capture.was.restorable !== 'no';

/** What the secret is bound to: with another target, user or persistence it does not open. */
export const boundTo = (
  { target, type }: Pick<CredentialCapture, 'target' | 'type'>,
  { user, persistence, flags, comment, alias }: Omit<RestorableCredential, 'restorable' | 'sealed'>
): Buffer =>
  Buffer.from(
    JSON.stringify(['reconnect credential', target, type, user, persistence, flags, comment, alias])
  );
