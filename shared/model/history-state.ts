import { z } from 'zod';
import { changedPcSchema } from './changed-pc';
import { plannedChangeSchema, riskSchema } from './change';
import { problemSchema } from './pc-run-state';
import { standings } from './standing';

const json = z.json();
const foundSchema = z.enum(['before', 'after', 'neither']);

/** What can be done about a change that was cut short. */
export const waySchema = z.enum(['finish', 'undo', 'keep']);

const standingSchema = z.enum(standings);

/** One change, as History shows it. */
export const historyEntrySchema = z.object({
  pc: changedPcSchema,
  /** Unique on its PC. */
  id: z.string(),
  /** The fix's id; empty where a later version made the change. */
  fix: z.string(),
  /** RFC 3339, UTC, by the clock of the PC that was changed; null where nobody knows. */
  at: z.string().nullable(),
  /** The account that made it. */
  by: z.string().nullable(),
  standing: standingSchema,
  /** What the fix risks; null where this version does not know it. */
  risk: riskSchema.nullable(),
  /** What the network adapters and networks that it is about are called, by GUID. */
  called: z.record(z.string(), z.string()),
  /** While it stands and ends by itself: when, by this PC's clock, milliseconds since 1970. */
  endsAt: z.number().nullable(),
  changes: z.array(plannedChangeSchema.extend({ now: json.optional() })),
  /** Where it was cut short: what is there of each setting, and what can be done. */
  unfinished: z.object({ each: z.array(foundSchema), ways: z.array(waySchema) }).nullable(),
  /** `over`: nothing of it stands, or nobody knows what. `none`: what was done cannot be taken back. */
  undo: z.enum(['possible', 'over', 'none'])
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/** Which changes are shown. */
export const historyViewSchema = z.strictObject({
  /** Words that each have to occur in a change as it is shown. */
  search: z.string().max(1000),
  standing: standingSchema.nullable(),
  /** A PC by its key; null for all. */
  pc: z.string().max(200).nullable(),
  /** So many at most, the newest. */
  most: z.number().int().min(1).max(100_000)
});
export type HistoryView = z.infer<typeof historyViewSchema>;

/** Something of a PC's history that could not be read; the rest is told all the same. */
export const historyGapSchema = problemSchema.extend({
  pc: changedPcSchema,
  /** The folder of the journal; null where it is about the PC as a whole. */
  folder: z.string().nullable()
});

/** What is being done to a change. */
export const historyWorkSchema = z.object({
  pc: changedPcSchema,
  /** Null for all of them. */
  id: z.string().nullable(),
  step: z.enum(['starting', 'elevating', 'asking', 'writing', 'waiting']),
  /** The administrator's rights are another account's. */
  accounts: z.object({ own: z.string(), elevated: z.string() }).nullable()
});
export type HistoryWork = z.infer<typeof historyWorkSchema>;

/** What taking everything back would do on one PC. */
export const undoAllPlanSchema = z.object({
  hash: z.string(),
  /** How many changes are taken back. */
  count: z.number(),
  /** What is there now, and what will be. */
  changes: z.array(plannedChangeSchema),
  needsElevation: z.boolean(),
  /** Settings that something else has changed since; then nothing is taken back. */
  drifted: z.array(z.string())
});
export type UndoAllPlan = z.infer<typeof undoAllPlanSchema>;

/** The changes that were made, as the window sees them. Main owns it; the window gets it whole after every change, numbered. */
export const historyStateSchema = z.object({
  /** Rises by one with each change. */
  sequence: z.number(),
  /** False until it was read for the first time. */
  known: z.boolean(),
  reading: z.boolean(),
  /** The PCs on which something was changed, this one first. */
  pcs: z.array(changedPcSchema),
  view: historyViewSchema,
  /** The first `most` that the view shows: PC by PC, newest first. */
  entries: z.array(historyEntrySchema),
  /** How many the view would show, and how many there are. */
  matching: z.number(),
  total: z.number(),
  /** How many of them can be taken back, PC by PC. */
  standingOn: z.array(z.object({ pc: changedPcSchema, count: z.number() })),
  /** Whatever is shown: cut short, or over and still there. */
  attention: z.array(historyEntrySchema),
  /** Whatever is shown: what ends by itself and has not ended. */
  running: z.array(historyEntrySchema),
  gaps: z.array(historyGapSchema),
  work: historyWorkSchema.nullable()
});
export type HistoryState = z.infer<typeof historyStateSchema>;
