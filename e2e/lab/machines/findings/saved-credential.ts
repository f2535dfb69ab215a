import { changedPc, type DraftPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';
import { channels, connecting, disconnected, logged } from '../logs';

const saved = (pc: DraftPc, ...targets: readonly string[]): void => {
  pc.credentials = targets.map((target) => ({
    target,
    type: 'domain-password',
    user: 'PC9\\anna',
    persistence: 'local',
    lastWritten: '2026-03-01T08:00:00Z'
  }));
};

export const cases = defineCases({
  must: [
    {
      name: 'for the target by its short name where the full one was typed',
      severity: 'info',
      side: 'client',
      target: 'pc9.example.test',
      image: changedPc('windows-11', (pc) => saved(pc, 'TERMSRV/PC9'))
    },
    {
      name: 'for the target with a port, where the log names the target',
      severity: 'info',
      side: 'client',
      image: changedPc('windows-10', (pc) => {
        saved(pc, 'TERMSRV/pc9');
        logged(pc, channels.client, connecting('2026-11-20T09:00:00Z', 'pc9.example.test:3390'));
      })
    },
    {
      name: 'the last failure was a refused password',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-11', (pc) => {
        saved(pc, 'LegacyGeneric:target=TERMSRV/pc9');
        logged(
          pc,
          channels.client,
          connecting('2026-11-20T09:58:10Z', 'pc9'),
          disconnected('2026-11-20T09:58:12Z', '0x807')
        );
      })
    },
    {
      name: 'any where nobody said for which target',
      severity: 'info',
      side: 'client',
      image: changedPc('windows-7', (pc) => saved(pc, 'TERMSRV/files.example.test'))
    }
  ],
  nearly: [
    {
      name: 'for another host',
      target: 'pc9',
      image: changedPc('windows-11', (pc) => saved(pc, 'TERMSRV/pc90', 'TERMSRV/apc9'))
    },
    {
      name: 'for a host of the same short name in another domain',
      target: 'pc9.example.test',
      image: changedPc('windows-11', (pc) => saved(pc, 'TERMSRV/pc9.other.test'))
    },
    {
      name: 'for another service',
      target: 'pc9',
      image: changedPc('windows-11', (pc) => saved(pc, 'Domain:target=pc9', 'HTTP/pc9'))
    },
    {
      name: 'the credentials could not be listed',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        pc.credentials = { unavailable: 'access-denied' };
      })
    }
  ]
});
