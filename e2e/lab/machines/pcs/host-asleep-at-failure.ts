import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';
import { channels, connecting, disconnected, listening, logged } from '../logs';

const kernelPower = 'Microsoft-Windows-Kernel-Power';

export const machine = defineMachine({
  about: 'a client that got no answer at 09:30, and the host that slept from 09:00 to 09:45',
  image: changedPc('windows-11', (pc) => {
    pc.identity['computer'] = 'DESK2';
    logged(
      pc,
      channels.client,
      connecting('2026-11-20T09:29:40Z', 'pc7'),
      disconnected('2026-11-20T09:30:01Z', 516)
    );
  }),
  host: changedPc('windows-10', (pc) => {
    pc.power.settings['29f6c1db-86da-48c5-9fdb-f2b67b1f44da'] = { ac: 1800, dc: 900, policyAc: null };
    logged(pc, channels.core, listening('2026-11-18T07:00:00Z'));
    logged(
      pc,
      channels.system,
      { id: 42, provider: kernelPower, level: 4, at: '2026-11-20T09:00:00Z', data: { Reason: '7' } },
      { id: 107, provider: kernelPower, level: 4, at: '2026-11-20T09:45:00Z' }
    );
  }),
  findings: [...plain, 'was-asleep host problem', 'sleeps-on-ac host problem', 'recent-failure client info'],
  likelyCause: 'was-asleep',
  exit: 1
});
