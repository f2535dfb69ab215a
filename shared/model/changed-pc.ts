import { z } from 'zod';

/** A PC that can be changed: this one, or a recorded one to practise on, by its id. */
export const changedPcSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('this-pc') }),
  z.strictObject({ kind: z.literal('demo'), machine: z.string().max(100) })
]);
export type ChangedPc = z.infer<typeof changedPcSchema>;
