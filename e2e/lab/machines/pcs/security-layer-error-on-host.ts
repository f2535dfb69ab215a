import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';
import { arrived, channels, connecting, disconnected, listening, logged, securityLayerError } from '../logs';

export const machine = defineMachine({
  about:
    'the two PCs of the article about 0x80090304: the client fails, the host writes event 139 in the same minute',
  image: changedPc('windows-10', (pc) => {
    pc.identity['computer'] = 'DESK2';
    logged(
      pc,
      channels.client,
      connecting('2026-11-20T09:29:58Z', 'srv7'),
      disconnected('2026-11-20T09:30:01Z', 2055)
    );
  }),
  host: changedPc('server-2016', (pc) => {
    // The clock of this server is five minutes fast; its events are, too.
    pc.clock['offsetSeconds'] = 300;
    logged(
      pc,
      channels.core,
      listening('2026-11-18T07:00:00Z'),
      arrived('2026-11-20T09:34:59Z'),
      securityLayerError('2026-11-20T09:35:00Z', '0x80090304', '192.0.2.7')
    );
  }),
  findings: [...plain, 'recent-failure client info', 'host-security-layer-error host problem'],
  likelyCause: 'host-security-layer-error',
  exit: 1
});
