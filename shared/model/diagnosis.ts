import { z } from 'zod';
import { findingIdSchema } from './finding-id';
import { outcomeSchema, stageIdSchema } from './stage';

export const sideSchema = z.enum(['client', 'host', 'network', 'user']);
export type Side = z.infer<typeof sideSchema>;

export const severitySchema = z.enum(['problem', 'warning', 'info']);
export type Severity = z.infer<typeof severitySchema>;

const jsonValueSchema = z.json();

/** One thing that was seen, with what a sound PC would show. `path` reads like `probe/tls/version`. */
export const evidenceSchema = z.object({
  path: z.string(),
  value: jsonValueSchema,
  expected: jsonValueSchema,
  source: z.enum(['policy', 'local', 'default', 'observed'])
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const offeredFixSchema = z.object({
  id: z.string(),
  params: z.record(z.string(), z.string()),
  managed: z.boolean().optional()
});

export const findingSchema = z.object({
  id: findingIdSchema,
  side: sideSchema,
  severity: severitySchema,
  /** 0 to 1: how sure it is that this holds and that it matters. */
  confidence: z.number().min(0).max(1),
  evidence: z.array(evidenceSchema),
  fixes: z.array(offeredFixSchema)
});
export type Finding = z.infer<typeof findingSchema>;

export const stageResultSchema = z.object({
  id: stageIdSchema,
  outcome: outcomeSchema,
  durationMs: z.number(),
  /** What the stage saw, raw bytes as lower-case hex; `because` says why a stage did not run. */
  evidence: z.record(z.string(), jsonValueSchema)
});
export type StageResult = z.infer<typeof stageResultSchema>;

/** What `check --json` prints: the public result of a run. */
export const diagnosisSchema = z.object({
  schema: z.literal('reconnect.diagnosis/1'),
  target: z.object({ host: z.string(), port: z.number() }),
  /** RFC 3339, UTC. */
  startedAt: z.string(),
  durationMs: z.number(),
  stages: z.array(stageResultSchema),
  /** Most important first. */
  findings: z.array(findingSchema),
  likelyCause: findingIdSchema.nullable(),
  /** Present in demo runs only: `replayed` where a recorded transcript was shown instead of real sockets. */
  demo: z.object({ scenario: z.string(), replayed: z.boolean() }).optional()
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;
