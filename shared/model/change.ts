import { z } from 'zod';
import { changeStates } from './standing';

const json = z.json();

/** One setting that a fix changes. Absent is null. */
export const plannedChangeSchema = z.object({
  /** The setting's id, which is the name of its file. */
  setting: z.string(),
  /** Where it stands: `HKLM\…\RDP-Tcp\UserAuthentication`, `services/TermService`. */
  where: z.string(),
  before: json,
  after: json
});
export type PlannedChange = z.infer<typeof plannedChangeSchema>;

export const riskSchema = z.enum(['safe', 'caution', 'downgrade', 'destructive']);
/** What a fix may cost: nothing, a change of behaviour, protection (then it ends by itself), or somebody's work. */
export type Risk = z.infer<typeof riskSchema>;

/** What `fix --json` and `undo --json` print. */
export const planSchema = z.object({
  schema: z.literal('reconnect.plan/1'),
  fix: z.string(),
  /** Of the fix, its parameters and the changes: the same plan has the same hash. Lower-case hex. */
  hash: z.string(),
  risk: riskSchema,
  needsElevation: z.boolean(),
  expiresInSeconds: z.number().nullable(),
  /** What the fix spoils or depends on; it is made all the same where the person says so. */
  conflicts: z.array(z.string()).optional(),
  changes: z.array(plannedChangeSchema),
  alreadyRight: z.boolean().optional(),
  applied: z.boolean(),
  changeId: z.string().nullable(),
  /** Why nothing was changed: `managed-by-policy`, `drifted` and so on. */
  refused: z.string().optional(),
  /** The change that is taken back; several with `--all`, newest first. */
  undoes: z.union([z.string(), z.array(z.string())]).optional(),
  drifted: z.array(z.object({ setting: z.string(), before: json, ours: json, now: json })).optional()
});
export type Plan = z.infer<typeof planSchema>;

export const changeStateSchema = z.enum(changeStates);
export type ChangeState = z.infer<typeof changeStateSchema>;

/** What `history --json` prints. */
export const historySchema = z.object({
  schema: z.literal('reconnect.history/1'),
  changes: z.array(
    z.object({
      id: z.string(),
      fix: z.string(),
      /** RFC 3339, UTC, by the clock of the PC that was changed; null where nobody knows. */
      at: z.string().nullable(),
      state: changeStateSchema,
      /** The account that made it, as Windows writes it; absent where nobody noted it. */
      by: z.string().optional(),
      expiresAt: z.string().optional(),
      /** An action that cannot be taken back. */
      final: z.literal(true).optional(),
      changes: z.array(
        /**
         * `now`: what stands there, where a change is `drifted` or `partly` and it is not what the change wrote, and where one
         * is `expired` and it still is.
         */
        plannedChangeSchema.extend({ now: json.optional() })
      )
    })
  )
});
export type History = z.infer<typeof historySchema>;
