import { z } from 'zod';
import { diagnosisSchema } from './diagnosis';
import { stageIdSchema } from './stage';

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
  watching: z.boolean()
});
export type RunState = z.infer<typeof runStateSchema>;
