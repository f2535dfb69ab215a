import { z } from 'zod';

/** The steps of a connection in the order in which a client takes them. Ids are part of the JSON output and never renamed. */
export const stageIds = ['resolve', 'connect', 'negotiate', 'tls', 'credssp', 'udp', 'stability'] as const;
export const stageIdSchema = z.enum(stageIds);
export type StageId = z.infer<typeof stageIdSchema>;

/** What became of a check or a stage. `could-not-run` is never shown as fine. */
export const outcomes = ['ok', 'problem', 'warning', 'not-applicable', 'could-not-run'] as const;
export const outcomeSchema = z.enum(outcomes);
export type Outcome = z.infer<typeof outcomeSchema>;

/** Worst first: a stage is as bad as the worst of its checks. */
const worstFirst: readonly Outcome[] = ['problem', 'warning', 'could-not-run', 'ok', 'not-applicable'];

/** The worst of the given outcomes; `not-applicable` for none at all. */
export function worstOutcome(all: readonly Outcome[]): Outcome {
  return worstFirst.find((outcome) => all.includes(outcome)) ?? 'not-applicable';
}

/** Without these nobody can say that a connection would work. UDP is optional and stability is only asked for. */
export const essentialStages: readonly StageId[] = ['resolve', 'connect', 'negotiate', 'tls', 'credssp'];
