import { z } from 'zod';
import { planSchema } from '../../shared/model/change';
import { machineImageSchema } from '../../shared/model/machine-image';
import { WireEnded } from './frames';

/**
 * All that can be said over the pipe between the app and its elevated side. The vocabulary is the boundary: each verb is one
 * that any program of this user may ask for, since any of them can have Windows start the broker and ask the person. So
 * there is no verb with a path, a key, a value or a command in it.
 */

/** Both ends are the same program; another number is another version of it. */
export const protocolVersion = 1;

/** Longest frame that each end takes from the other, in bytes. An image may be as long as a recording may. */
export const frameBytes = { hello: 1024, request: 64 * 1024, reply: 64 * 1024 * 1024 } as const;

const hex = (bytes: number): z.ZodString => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));
const word = z.string().max(1024);
const version = z.number().int().min(1).max(1_000_000);

/** The app begins. */
export const appHelloSchema = z.strictObject({ verb: z.literal('hello'), version, nonce: hex(32) });
/** The broker proves itself first: the app has a name to lose, the broker only an end. */
export const brokerHelloSchema = z.strictObject({
  reply: z.literal('hello'),
  version,
  nonce: hex(32),
  proof: hex(32)
});
/** Then the app. What follows is under seal. */
export const appProofSchema = z.strictObject({ verb: z.literal('hello'), proof: hex(32) });

const accountSchema = z.strictObject({ sid: word.nullable(), name: word.nullable() });
/** Whose token a process has; null where that could not be read. */
export type Account = z.infer<typeof accountSchema>;

/** The broker's first word under seal. */
export const readySchema = z.strictObject({ reply: z.literal('ready'), account: accountSchema });

const fix = z.string().regex(/^[a-z0-9-]{1,100}$/);
const changeId = z.string().regex(/^[a-z0-9-]{1,100}$/);
const params = z
  .record(z.string().regex(/^[a-z]{1,32}$/), word)
  .refine((all) => Object.keys(all).length <= 8, 'too many');

export const requestSchema = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('facts') }),
  z.strictObject({ verb: z.literal('plan'), fix, params }),
  /** `hash` is the plan's that the person has agreed to. */
  z.strictObject({ verb: z.literal('apply'), fix, params, hash: hex(32) }),
  /** `force`: gives back what was there even where a third value stands there now. */
  z.strictObject({ verb: z.literal('undo'), changeId, force: z.boolean() }),
  /** What becomes of a change that was cut short, as the person chose. */
  z.strictObject({ verb: z.literal('recover'), changeId, way: z.enum(['finish', 'undo', 'keep']) }),
  z.strictObject({ verb: z.literal('bye') })
]);
export type Request = z.infer<typeof requestSchema>;

/**
 * Why the broker did not do what it was asked.
 * First those of a change over any PC (`RefusalReason`). Then:
 * - `unknown-fix`, `not-machine-scope`, `wrong-params`: nothing that the elevated side does.
 * - `no-such-change`, `journal-corrupt`: its own journal does not have the change, or cannot be trusted.
 * - `journal-unusable`: it cannot be written, or another process is writing it; `where` says which.
 * - `declined`: the person said no, or nothing, to the elevated side's own question.
 */
export const brokerRefusals = [
  'managed-by-policy',
  'unreadable',
  'not-there',
  'not-supported',
  'drifted',
  'not-known',
  'failed',
  'no-expiry-task',
  'own-session',
  'in-use',
  'final',
  'cancelled',
  'needs-force',
  'unknown-fix',
  'not-machine-scope',
  'wrong-params',
  'no-such-change',
  'journal-corrupt',
  'journal-unusable',
  'declined'
] as const;

const plan = z.strictObject(planSchema.shape);
export const replySchema = z.discriminatedUnion('reply', [
  z.strictObject({ reply: z.literal('facts'), image: machineImageSchema }),
  z.strictObject({ reply: z.literal('plan'), plan }),
  /** `plan.applied` is false where there was nothing to do. */
  z.strictObject({ reply: z.literal('applied'), plan }),
  /** The PC is no longer as it was when the person agreed: this is the plan for it as it is now. Nothing was done. */
  z.strictObject({ reply: z.literal('changed'), plan }),
  z.strictObject({ reply: z.literal('undone'), plan }),
  /** Null where only a note was made. */
  z.strictObject({ reply: z.literal('recovered'), plan: plan.nullable() }),
  z.strictObject({
    reply: z.literal('refused'),
    reason: z.enum(brokerRefusals),
    where: z.string().max(4096),
    detail: z.string().max(4096),
    /** Where the journal cannot be used: the folder in which that is so. */
    folder: z.string().max(4096).optional(),
    /** Where writing failed: what could not be put back. */
    stayed: z.array(z.string().max(4096)).max(1000).optional()
  }),
  z.strictObject({ reply: z.literal('bye') })
]);
export type Reply = z.infer<typeof replySchema>;
export type ReplyTo = Exclude<Reply, { reply: 'bye' }>;

/** A message as the bytes of a frame. */
export const encodeMessage = (message: object): Buffer => Buffer.from(JSON.stringify(message), 'utf8');

/**
 * A message from the bytes of a frame.
 *
 * @throws WireEnded `malformed` for anything that is not exactly of that form
 */
export function decodeMessage<T>(schema: z.ZodType<T>, frame: Buffer): T {
  const read = schema.safeParse(parseJson(frame));
  if (!read.success) throw new WireEnded('malformed');
  return read.data;
}

function parseJson(frame: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(frame);
    return JSON.parse(text, (name, value: unknown) => {
      // As a member it is nobody's, and what is built from it member by member would get another prototype.
      if (name === '__proto__') throw new SyntaxError(name);
      return value;
    });
  } catch (error) {
    // TypeError: not UTF-8. SyntaxError: not JSON. RangeError: nested deeper than there is room for.
    if (error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError)
      throw new WireEnded('malformed');
    throw error;
  }
}
