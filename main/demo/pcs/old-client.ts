import { defineDemoPc } from '../define-demo-pc';
import { changedPc, setValue, type DraftEvent } from '../machines/sound-pc';

const clientChannel = 'Microsoft-Windows-TerminalServices-RDPClient/Operational';
const activity = '{8b1d3c5e-0000-4a11-9c00-0a7e5f1c0001}';

const event = (id: number, at: string, record: number, data: Record<string, string>): DraftEvent => ({
  id,
  provider: 'Microsoft-Windows-TerminalServices-ClientActiveXCore',
  level: 4,
  at,
  record,
  activityId: activity,
  data
});

/**
 * The PC of the article about 0x80090304: Windows 7 with the client it shipped with, without the two updates, and with an
 * outdated saved password for the PC it wants to reach.
 */
export const pc = defineDemoPc({
  id: 'old-client',
  role: 'client',
  target: 'srv1',
  image: changedPc('windows-7', (draft) => {
    draft.identity['computer'] = 'DESK7';
    draft.identity['user'] = 'DESK7\\anna';
    for (const name of ['mstscax.dll', 'mstsc.exe'])
      draft.files[`%SystemRoot%\\System32\\${name}`] = {
        version: '6.1.7601.17514',
        size: 1_068_544,
        modified: '2010-11-20T21:29:00Z'
      };
    draft.updates = [];
    draft.credentials = [
      {
        target: 'TERMSRV/srv1',
        type: 'domain-password',
        user: 'SRV1\\anna',
        persistence: 'enterprise',
        lastWritten: '2025-02-11T07:12:00Z'
      }
    ];
    setValue(draft, 'HKCU\\Software\\Microsoft\\Terminal Server Client\\Servers\\srv1', 'UsernameHint', [
      'REG_SZ',
      'SRV1\\anna'
    ]);
    draft.events[clientChannel] = [
      event(1024, '2026-11-20T09:41:07.120Z', 811, { Name: 'Server Name', Value: 'srv1' }),
      // 2825: the other PC asks for NLA, which this client cannot do.
      event(1026, '2026-11-20T09:41:09.310Z', 812, { Name: 'Disconnect Reason', Value: '2825' })
    ];
  })
});
