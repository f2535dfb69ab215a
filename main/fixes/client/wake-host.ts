import { z } from 'zod';
import { defineAction } from '../define-fix';
import { host, mac } from '../params';

/** Sends a magic packet, and with the name of the other PC waits until it answers. */
export const fix = defineAction({
  id: 'wake-host',
  side: 'client',
  scope: 'user',
  risk: 'safe',
  params: z
    .strictObject({ mac, host: host.optional() })
    .transform(({ host, ...rest }) => (host === undefined ? rest : { ...rest, host })),
  verify: ['host-unreachable', 'port-filtered'],
  undo: 'none'
});
