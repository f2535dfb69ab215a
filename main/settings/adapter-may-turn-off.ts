import { defineSetting } from './parts/define-setting';
import { isGuid } from './parts/names';

/**
 * Whether Windows may turn an adapter off to save power.
 * https://learn.microsoft.com/windows/win32/netmgmt/msft-netadapterpowermanagementsettingdata
 */
export const setting = defineSetting<[adapter: string]>({
  id: 'adapter-may-turn-off',
  scope: 'machine',
  takesEffect: 'windows-restart',
  at: (adapter) => ({ kind: 'adapter-power', adapter, flag: 'mayTurnOff' }),
  holds: (place) => place.kind === 'adapter-power' && place.flag === 'mayTurnOff' && isGuid(place.adapter),
  allowed: (state) => state === false
});
