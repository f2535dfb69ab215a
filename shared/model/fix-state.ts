import { z } from 'zod';
import { planSchema, riskSchema } from './change';
import { findingSchema, sideSchema } from './diagnosis';
import { findingIdSchema } from './finding-id';
import { problemSchema } from './pc-run-state';

/** Where a fix would be made. Only this PC and the recorded ones to practise on can be changed from the window. */
export const fixPlaceSchema = z.object({
  kind: z.enum(['this-pc', 'demo', 'elsewhere']),
  /** Id of the recorded PC for `demo`; the name of the other PC, where one is known, for `elsewhere`. */
  name: z.string().nullable()
});
export type FixPlace = z.infer<typeof fixPlaceSchema>;

/** What a fix is, whatever it is made on. */
export const fixKindSchema = z.object({
  id: z.string(),
  risk: riskSchema,
  /** `machine` needs an administrator. */
  scope: z.enum(['user', 'machine']),
  /** `none`: what it does cannot be taken back. */
  undo: z.enum(['settings', 'own', 'none']),
  /** Seconds after which it ends by itself. */
  expiresInSeconds: z.number().nullable()
});
export type FixKind = z.infer<typeof fixKindSchema>;

/** How a finding came out that was looked for again after a change. */
export const recheckSchema = z.object({
  finding: findingIdSchema,
  side: sideSchema,
  /** `fine`: it was not found before either. */
  outcome: z.enum(['gone', 'fine', 'still', 'not-seen'])
});
export type Recheck = z.infer<typeof recheckSchema>;

/** A fix that was opened, from its plan to what came of it. */
export const fixRunSchema = z.object({
  fixRunId: z.string(),
  /** The check that found what it is for. */
  of: z.enum(['run', 'pc']),
  runId: z.string(),
  finding: findingSchema,
  /** What the finding's texts speak of. */
  names: z.object({ host: z.string().optional(), port: z.number().optional(), pc: z.string().optional() }),
  place: fixPlaceSchema,
  kind: fixKindSchema,
  params: z.record(z.string(), z.string()),
  /** What the things that the parameters name are called, such as a network adapter. */
  called: z.record(z.string(), z.string()),
  /**
   * - `planning`: what it would change is being found out.
   * - `ready`: it can be made, or, on another PC, be made there.
   * - `working`: it is being made or taken back; `step` says how far.
   * - `made`, `undone`: it was.
   * - `already`: there is nothing to change.
   * - `drifted`: it was not taken back, as something else has changed since.
   * - `stopped`: it was not made; `problem` says why.
   */
  status: z.enum(['planning', 'ready', 'working', 'made', 'undone', 'already', 'drifted', 'stopped']),
  step: z.enum(['elevating', 'asking', 'writing', 'waiting', 'checking']).nullable(),
  /** Whether what is under way, or was tried last, is taking it back. */
  undoing: z.boolean(),
  plan: planSchema.nullable(),
  /** What became of the last attempt that changed nothing. */
  note: z.enum(['declined', 'cancelled', 'changed-since']).nullable(),
  problem: problemSchema.nullable(),
  /** Both accounts, where the administrator's rights are another one's. */
  otherAccount: z.object({ own: z.string(), elevated: z.string() }).nullable(),
  changeId: z.string().nullable(),
  /** When it ends by itself, milliseconds since the epoch by the clock of this PC. */
  expiresAt: z.number().nullable(),
  /** Null before the PC was looked at again, and where it could not be. */
  rechecked: z.array(recheckSchema).nullable(),
  /** What makes it on the PC that it is about, for a prompt there; null where a parameter is not safe to paste. */
  command: z.string().nullable()
});
export type FixRun = z.infer<typeof fixRunSchema>;

/** A change that was made while the window was open. */
export const madeFixSchema = z.object({
  fixRunId: z.string(),
  place: fixPlaceSchema,
  kind: fixKindSchema,
  params: z.record(z.string(), z.string()),
  called: z.record(z.string(), z.string()),
  finding: findingSchema,
  names: fixRunSchema.shape.names,
  expiresAt: z.number().nullable(),
  /** `overdue`: its time is over, and it is still there. */
  state: z.enum(['stands', 'undone', 'expired', 'overdue'])
});
export type MadeFix = z.infer<typeof madeFixSchema>;

/** All that the window knows of fixes. Main owns it; the window gets it whole after every change, numbered. */
export const fixStateSchema = z.object({
  /** Rises by one with each change. */
  sequence: z.number(),
  current: fixRunSchema.nullable(),
  /** Newest first. */
  made: z.array(madeFixSchema)
});
export type FixState = z.infer<typeof fixStateSchema>;
