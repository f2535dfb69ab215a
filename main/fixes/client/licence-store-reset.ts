import { defineAction, noParams } from '../define-fix';

/** Moves the store of Remote Desktop licences aside; Windows makes a new one. */
export const fix = defineAction({
  id: 'licence-store-reset',
  side: 'client',
  scope: 'machine',
  risk: 'caution',
  params: noParams,
  verify: ['recent-failure'],
  undo: 'own'
});
