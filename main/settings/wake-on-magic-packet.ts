import { defineSetting } from './parts/define-setting';
import { isGuid } from './parts/names';

/**
 * Whether a magic packet wakes the PC through an adapter.
 * https://learn.microsoft.com/windows/win32/netmgmt/msft-netadapterpowermanagementsettingdata
 */
export const setting = defineSetting<[adapter: string]>({
  id: 'wake-on-magic-packet',
  scope: 'machine',
  takesEffect: 'windows-restart',
  at: (adapter) => ({ kind: 'adapter-power', adapter, flag: 'wakeOnMagicPacket' }),
  holds: (place) =>
    place.kind === 'adapter-power' && place.flag === 'wakeOnMagicPacket' && isGuid(place.adapter),
  allowed: (state) => state === true
});
