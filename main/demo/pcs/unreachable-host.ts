import { defineDemoPc } from '../define-demo-pc';
import { changedPc } from '../machines/sound-pc';

const sleepButton = '29f6c1db-86da-48c5-9fdb-f2b67b1f44da';

/**
 * The PC of the article about 0x904: a Windows 10 laptop in a network that counts as public, that goes to sleep, and that
 * still holds a session whose connection was lost.
 */
export const pc = defineDemoPc({
  id: 'unreachable-host',
  role: 'host',
  target: null,
  image: changedPc('windows-10', (draft) => {
    draft.identity['computer'] = 'LAPTOP4';
    draft.identity['user'] = 'LAPTOP4\\anna';
    draft.firewall.currentProfiles = ['public'];
    draft.networks = [
      {
        id: '{bbbbbbbb-2222-3333-4444-555555555555}',
        name: 'Home Wi-Fi',
        category: 'public',
        adapter: '{22222222-2222-3333-4444-555555555555}'
      }
    ];
    draft.adapters = [
      {
        id: '{22222222-2222-3333-4444-555555555555}',
        name: 'WLAN',
        description: 'Intel(R) Wi-Fi 6 AX201',
        kind: 'wifi',
        up: true,
        mac: '02-00-00-00-00-04',
        addresses: ['192.0.2.44/24'],
        gateways: ['192.0.2.1'],
        classKey: '0003',
        power: { mayTurnOff: true, wakeOnMagicPacket: false, wakeOnPattern: null }
      }
    ];
    draft.power.settings[sleepButton] = { ac: 1800, dc: 900, policyAc: null };
    draft.sessions = [
      { id: 0, name: 'services', user: null, state: 'disconnected', idleSeconds: 0, connectedFrom: null },
      { id: 1, name: 'console', user: null, state: 'active', idleSeconds: 0, connectedFrom: null },
      {
        id: 2,
        name: 'rdp-tcp#3',
        user: 'LAPTOP4\\anna',
        state: 'down',
        idleSeconds: 5400,
        connectedFrom: '192.0.2.7'
      },
      { id: 65_536, name: 'rdp-tcp', user: null, state: 'listen', idleSeconds: 0, connectedFrom: null }
    ];
  })
});
