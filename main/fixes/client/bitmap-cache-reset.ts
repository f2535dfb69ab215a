import { defineAction, noParams } from '../define-fix';

/** Moves the picture cache of the Remote Desktop client aside. */
export const fix = defineAction({
  id: 'bitmap-cache-reset',
  side: 'client',
  scope: 'user',
  risk: 'caution',
  params: noParams,
  verify: ['recent-failure'],
  undo: 'own'
});
