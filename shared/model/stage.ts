import { z } from 'zod';

/** The steps of a connection in the order in which a client takes them. Ids are part of the JSON output and never renamed. */
export const stageIds = ['resolve', 'connect', 'negotiate', 'tls', 'credssp', 'udp', 'stability'] as const;
// Marked pure, so that the window, which only needs the ids, is built without the schema library.
export const stageIdSchema = /* @__PURE__ */ (() => z.enum(stageIds))();
export type StageId = z.infer<typeof stageIdSchema>;

/** The parts of a PC that are looked at, in the order in which they are told. Ids are part of the JSON output. */
export const machineStageIds = [
  'edition',
  'service',
  'listener',
  'security',
  'certificate',
  'tls',
  'credssp',
  'rights',
  'firewall',
  'power',
  'sessions',
  'client',
  'events'
] as const;
export type MachineStageId = (typeof machineStageIds)[number];

/** The parts of a PC that matter to one that connects. */
export const clientStageIds: readonly MachineStageId[] = [
  'edition',
  'security',
  'tls',
  'credssp',
  'client',
  'events'
];

/** What became of a check or a stage. `could-not-run` is never shown as fine. */
export const outcomes = ['ok', 'problem', 'warning', 'not-applicable', 'could-not-run'] as const;
export const outcomeSchema = /* @__PURE__ */ (() => z.enum(outcomes))();
export type Outcome = z.infer<typeof outcomeSchema>;

/** Worst first: a stage is as bad as the worst of its checks. */
const worstFirst: readonly Outcome[] = ['problem', 'warning', 'could-not-run', 'ok', 'not-applicable'];

/** The worst of the given outcomes; `not-applicable` for none at all. */
export function worstOutcome(all: readonly Outcome[]): Outcome {
  return worstFirst.find((outcome) => all.includes(outcome)) ?? 'not-applicable';
}

/** Without these nobody can say that a connection would work. UDP is optional and stability is only asked for. */
export const essentialStages: readonly StageId[] = ['resolve', 'connect', 'negotiate', 'tls', 'credssp'];

/** What must be known of a PC in a role before anybody may say that nothing stops a connection. */
export const essentialMachineStages: Readonly<Record<'client' | 'host', readonly MachineStageId[]>> = {
  host: ['edition', 'service', 'listener', 'security', 'firewall'],
  client: ['tls', 'credssp']
};
