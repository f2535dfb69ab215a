import { z } from 'zod';
import { evidenceSchema, findingSchema, sideSchema } from './diagnosis';
import { findingIdSchema } from './finding-id';
import { machineStageIds, outcomeSchema } from './stage';

export const roleSchema = z.enum(['client', 'host', 'both']);
/** What a PC is looked at as: the one that connects, the one that is connected to, or both. */
export type Role = z.infer<typeof roleSchema>;

/** One check of a PC and what it saw, also where all is well. */
export const checkResultSchema = z.object({
  id: findingIdSchema,
  side: sideSchema,
  outcome: outcomeSchema,
  /**
   * Why it did not judge: a reason of the machine image, `not-covered`, `silenced by <finding>`, or why it does not apply.
   */
  because: z.string().optional(),
  /** Where the value stands that could not be read, with the system's own word. */
  missing: z.object({ path: z.string(), detail: z.string() }).optional(),
  /** Without it nobody may say that nothing stops a connection. Only where something could not be seen. */
  essential: z.boolean().optional(),
  /** Whether running as administrator would let it be read. */
  needsElevation: z.boolean().optional(),
  evidence: z.array(evidenceSchema)
});
export type CheckResult = z.infer<typeof checkResultSchema>;

export const machineStageResultSchema = z.object({
  id: z.enum(machineStageIds),
  outcome: outcomeSchema,
  durationMs: z.number(),
  evidence: z.object({
    /** Why the stage as a whole could not be judged. */
    because: z.string().optional(),
    checks: z.array(checkResultSchema)
  })
});
export type MachineStageResult = z.infer<typeof machineStageResultSchema>;

/** Which PC an image shows; null where it does not say. */
export const pcSchema = z.object({
  role: roleSchema,
  computer: z.string().nullable(),
  /** RFC 3339. */
  takenAt: z.string().nullable(),
  /** `app 1.0.0`, `kit 1.0.0`. */
  takenBy: z.string().nullable()
});
export type Pc = z.infer<typeof pcSchema>;

/** What `this-pc --json` and `open --json` print: the same form as that of `check --json`, for a PC instead of a path. */
export const machineDiagnosisSchema = z.object({
  schema: z.literal('reconnect.diagnosis/1'),
  target: z.object({ thisPc: z.literal(true), role: roleSchema }),
  /** The PCs that were looked at: one, or the client and then the host. */
  pcs: z.array(pcSchema),
  /** RFC 3339, UTC: when the PC was looked at. */
  startedAt: z.string(),
  durationMs: z.number(),
  stages: z.array(machineStageResultSchema),
  /** Most important first. */
  findings: z.array(findingSchema),
  likelyCause: findingIdSchema.nullable(),
  /** Which recorded PC to practise on it is. */
  demo: z.object({ machine: z.string() }).optional()
});
export type MachineDiagnosis = z.infer<typeof machineDiagnosisSchema>;
