import { z } from 'zod';
import { machineDiagnosisSchema, roleSchema } from './machine-diagnosis';

/** Which PC a check is about. */
export const pcKindSchema = z.enum(['this-pc', 'computer', 'demo', 'report']);

/** A text of the catalogue that says what went wrong. */
export const problemSchema = z.object({
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()]))
});

export type Problem = z.infer<typeof problemSchema>;

/** How many readings are answered, of all that were asked for. */
export const readProgressSchema = z.object({ done: z.number(), of: z.number() });

/** A look at a PC as the window sees it. Main owns it; the window gets it whole after every change, numbered. */
export const pcRunStateSchema = z.object({
  runId: z.string(),
  /** Rises by one with each change. */
  sequence: z.number(),
  status: z.enum(['running', 'done', 'cancelled', 'failed']),
  kind: pcKindSchema,
  /** Name of the other PC, of the demo's machine, or of the opened files; null for this PC. */
  name: z.string().nullable(),
  role: roleSchema,
  /** Whether Windows asks for an account in a dialog of its own. */
  askAccount: z.boolean().optional(),
  target: z.string().nullable(),
  /** Since when it is read, milliseconds since the epoch. */
  since: z.number(),
  /** How many of the readings are answered. */
  progress: readProgressSchema.nullable(),
  /** What is known so far; null before the first answers. */
  diagnosis: machineDiagnosisSchema.nullable(),
  /** Why it failed. */
  problem: problemSchema.nullable()
});
export type PcRunState = z.infer<typeof pcRunStateSchema>;

/** A connection that failed, from the log of this PC's Remote Desktop client. */
export const clientFailureSchema = z.object({
  /** RFC 3339, UTC. */
  at: z.string(),
  target: z.string().nullable(),
  /** `0x904`, and `0x7` where Windows wrote an extended reason down. */
  code: z.string(),
  extended: z.string().nullable(),
  meaning: z.string()
});
export type LoggedFailure = z.infer<typeof clientFailureSchema>;
