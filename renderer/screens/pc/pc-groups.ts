import type { MachineStageId } from '../../../shared/model/stage';

/** The parts of a PC as they are listed: what takes connections, what guards them, who gets in, what keeps it awake. */
export const pcGroups = [
  { id: 'listener', stages: ['edition', 'service', 'listener'] },
  { id: 'security', stages: ['security', 'certificate', 'tls', 'credssp'] },
  { id: 'access', stages: ['rights', 'firewall'] },
  { id: 'awake', stages: ['power', 'sessions'] },
  { id: 'use', stages: ['client', 'events'] }
] as const satisfies readonly { readonly id: string; readonly stages: readonly MachineStageId[] }[];
