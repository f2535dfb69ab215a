import { z } from 'zod';
import { diagnosisSchema } from './diagnosis';
import { machineDiagnosisSchema } from './machine-diagnosis';
import { problemSchema, readProgressSchema } from './pc-run-state';
import { stageIdSchema } from './stage';

/** What this PC shows as the one that connects, read while the connection is tried. */
export const thisPcHalfSchema = z.object({
  /** Since when it is read, milliseconds since the epoch. */
  since: z.number(),
  reading: z.boolean(),
  /** Whether the reading was stopped before its end. */
  stopped: z.boolean(),
  progress: readProgressSchema.nullable(),
  /** What is known so far; null before the first answers. Its findings stand among those of the run when that is over. */
  diagnosis: machineDiagnosisSchema.nullable(),
  /** Why this PC could not be looked at. */
  problem: problemSchema.nullable()
});
export type ThisPcHalf = z.infer<typeof thisPcHalfSchema>;

/** One run as the window sees it. Main owns it; the window gets it whole at start and after every change, numbered. */
export const runStateSchema = z.object({
  runId: z.string(),
  /** Rises by one with each change. */
  sequence: z.number(),
  status: z.enum(['running', 'done', 'cancelled', 'failed']),
  /** What the run was asked for, in the person's own spelling. */
  typed: z.string(),
  /** The stages being worked on right now, with the moment they began (milliseconds since the epoch). */
  active: z.array(z.object({ id: stageIdSchema, since: z.number() })),
  /** All that is known so far; stages that have not run yet are missing from it. */
  diagnosis: diagnosisSchema,
  /** True while stability is watched after the first result. */
  watching: z.boolean(),
  /** Null where this PC does not take part: the practice hosts of the demo. */
  thisPc: thisPcHalfSchema.nullable()
});
export type RunState = z.infer<typeof runStateSchema>;
