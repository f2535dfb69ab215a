import { z } from 'zod';
import { sideSchema } from './diagnosis';
import { findingIdSchema } from './finding-id';

const codeKindSchema = z.enum([
  'disconnect-reason',
  'extended-reason',
  'gateway',
  'hresult',
  'ntstatus',
  'message'
]);
export type CodeKind = z.infer<typeof codeKindSchema>;

/** What one number or message means. */
const explainedCodeSchema = z.object({
  kind: codeKindSchema,
  /** Lower-case hex such as `0x904`; for a message the id of its family. */
  code: z.string(),
  /** Null where no table has the number. */
  name: z.string().nullable(),
  meaning: z.string(),
  /** Null where the code alone does not tell. */
  side: sideSchema.nullable(),
  /** Most likely first. */
  causes: z.array(z.object({ finding: findingIdSchema, why: z.string() })),
  /** The findings that would prove or rule out a cause, in the order worth looking for them. */
  checks: z.array(findingIdSchema)
});
export type ExplainedCode = z.infer<typeof explainedCodeSchema>;

/** What `explain --json` prints. */
export const explanationSchema = z.object({
  schema: z.literal('reconnect.explanation/1'),
  input: z.string(),
  /** In the order in which they were given. */
  codes: z.array(explainedCodeSchema)
});
export type Explanation = z.infer<typeof explanationSchema>;
