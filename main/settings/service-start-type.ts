import { defineSetting } from './parts/define-setting';
import { isServiceName } from './parts/service-names';

/** How a service of Remote Desktop begins. Windows ships all three as manual. */
export const setting = defineSetting<[service: string]>({
  id: 'service-start-type',
  scope: 'machine',
  takesEffect: 'at-once',
  at: (name) => ({ kind: 'service-start-type', name }),
  holds: (place) => place.kind === 'service-start-type' && isServiceName(place.name),
  allowed: (state) => state === 'manual'
});
