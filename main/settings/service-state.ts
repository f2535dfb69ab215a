import { defineSetting } from './parts/define-setting';
import { isServiceName } from './parts/service-names';

/** Whether a service of Remote Desktop runs. */
export const setting = defineSetting<[service: string]>({
  id: 'service-state',
  scope: 'machine',
  takesEffect: 'at-once',
  at: (name) => ({ kind: 'service-state', name }),
  holds: (place) => place.kind === 'service-state' && isServiceName(place.name),
  allowed: (state) => state === 'running'
});
