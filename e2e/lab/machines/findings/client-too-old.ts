import { changedPc, type DraftPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';
import { channels, disconnected, logged, securityLayerError } from '../logs';

const mstscax = '%SystemRoot%\\System32\\mstscax.dll';
const withClient = (pc: DraftPc, version: string): void => {
  pc.files[mstscax] = { version, size: 3_000_000, modified: '2010-11-20T00:00:00Z' };
};
const asShipped = '6.1.7601.17514';

export const cases = defineCases({
  must: [
    {
      name: 'what Windows 7 came with',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-7', (pc) => withClient(pc, asShipped))
    },
    {
      name: 'one build below 8.0, with the branch behind the version',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-7', (pc) => withClient(pc, '6.2.9199.9999 (win8_rc.120101-0000)'))
    },
    {
      name: 'the last failure says that NLA is required',
      severity: 'problem',
      side: 'client',
      image: changedPc('windows-7', (pc) => {
        withClient(pc, asShipped);
        logged(pc, channels.client, disconnected('2026-11-20T09:58:12Z', 2825));
      })
    },
    {
      name: 'the other PC logged the message of the article',
      severity: 'problem',
      side: 'client',
      image: changedPc('windows-7', (pc) => withClient(pc, asShipped)),
      host: changedPc('server-2019', (pc) =>
        logged(pc, channels.core, securityLayerError('2026-11-20T09:58:11Z'))
      )
    }
  ],
  nearly: [
    { name: 'exactly 8.0', image: changedPc('windows-7', (pc) => withClient(pc, '6.2.9200.16398')) },
    {
      name: 'a build number that is shorter as text',
      image: changedPc('windows-11', (pc) => withClient(pc, '10.0.9.1'))
    },
    {
      name: 'a version that is none',
      outcome: 'could-not-run',
      image: changedPc('windows-7', (pc) => withClient(pc, 'unknown'))
    },
    {
      name: 'a file that could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-7', (pc) => {
        pc.files[mstscax] = { unavailable: 'access-denied' };
      })
    },
    {
      name: 'a server without a client',
      outcome: 'not-applicable',
      image: changedPc('server-2019', (pc) => {
        pc.files[mstscax] = null;
      })
    }
  ]
});
