import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';
import { channels, connecting, disconnected, listening, logged } from '../logs';

export const machine = defineMachine({
  about: 'a client that got no answer, and a host that was awake and never saw a packet of it',
  image: changedPc('windows-11', (pc) => {
    pc.identity['computer'] = 'DESK2';
    logged(
      pc,
      channels.client,
      connecting('2026-11-20T09:29:40Z', 'srv7'),
      disconnected('2026-11-20T09:30:01Z', 516)
    );
  }),
  host: changedPc('server-2022', (pc) => {
    logged(pc, channels.core, listening('2026-11-18T07:00:00Z'));
  }),
  findings: [...plain, 'recent-failure client info', 'network-never-reached-host network problem'],
  likelyCause: 'network-never-reached-host',
  exit: 1
});
