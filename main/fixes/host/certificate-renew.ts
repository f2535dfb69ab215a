import { defineAction, noParams } from '../define-fix';

/** Has Windows make a new certificate for the listener. */
export const fix = defineAction({
  id: 'certificate-renew',
  side: 'host',
  scope: 'machine',
  risk: 'caution',
  params: noParams,
  verify: ['listener-certificate-expired', 'listener-certificate-no-key'],
  cutsConnections: true,
  undo: 'none'
});
