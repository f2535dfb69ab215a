import { changedPc, rdpTcp, schannel, setValue } from '../../../main/demo/machines/sound-pc';
import type { MachineImage } from '../../../shared/model/machine-image';
import { channels, connecting, disconnected, logged, securityLayerError } from '../../lab/machines/logs';
import { changeAdapter, changeRule, idleSettings } from '../../lab/machines/reach-changes';

// The PCs of the two source articles, with everything wrong that the articles say may be wrong. They are recorded on the day
// that the drafts are of, and moved to the day on which a test runs: what is counted down has to end in the future.

const takenAt = '2026-11-20T10:00:00Z';
const oracle = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\CredSSP\\Parameters';
const power = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Power';

/** Article a, the PC that is connected to: event 139 in its log, and nothing else that is wrong. */
export const hostOfA = (): MachineImage =>
  today(
    changedPc('windows-10', (pc) => {
      pc.identity['computer'] = 'HOST-A';
      logged(pc, channels.core, securityLayerError('2026-11-20T09:58:00Z', '0x80090304', '192.0.2.7'));
    })
  );

/** Article a, the PC that connects: a sign-in is saved, and the last connection failed with a refused password. */
export const clientOfA = (): MachineImage =>
  today(
    changedPc('windows-10', (pc) => {
      pc.identity['computer'] = 'CLIENT-A';
      pc.credentials = ['srv7', 'other'].map((host) => ({
        target: `TERMSRV/${host}`,
        type: 'generic',
        user: 'SRV7\\anna',
        persistence: 'enterprise',
        lastWritten: '2026-03-01T08:00:00Z'
      }));
      logged(
        pc,
        channels.client,
        connecting('2026-11-20T09:58:10Z', 'srv7'),
        disconnected('2026-11-20T09:58:12Z', '0x807')
      );
      setValue(pc, `${schannel}\\TLS 1.2\\Client`, 'Enabled', ['REG_DWORD', 0]);
    })
  );

/** Article b, the PC that connects: in its log, a connection that failed with 0x904. @param other what it connected to */
export const clientOfB = (other: string): MachineImage =>
  today(
    changedPc('windows-11', (pc) => {
      pc.identity['computer'] = 'CLIENT-B';
      logged(
        pc,
        channels.client,
        connecting('2026-11-20T09:58:10Z', other),
        disconnected('2026-11-20T09:58:12Z', '0x904')
      );
    })
  );

/** Article b, the PC that is connected to. */
export const hostOfB = (): MachineImage =>
  today(
    changedPc('windows-11', (pc) => {
      pc.identity['computer'] = 'HOST-B';
      // One that can be started there; nobody listens for it.
      Object.assign(pc.services['TermService'] ?? {}, {
        account: 'LocalSystem',
        path: 'C:\\windows\\system32\\termsv.exe'
      });
      pc.sockets = [];
      setValue(pc, rdpTcp, 'SecurityLayer', ['REG_DWORD', 0]);
      setValue(pc, rdpTcp, 'UserAuthentication', ['REG_DWORD', 0]);
      setValue(pc, rdpTcp, 'SSLCertificateSHA1Hash', [
        'REG_BINARY',
        'aabbccddeeff00112233445566778899aabbccdd'
      ]);
      setValue(pc, `${schannel}\\TLS 1.2\\Server`, 'Enabled', ['REG_DWORD', 0]);
      setValue(pc, oracle, 'AllowEncryptionOracle', ['REG_DWORD', 2]);
      setValue(pc, power, 'HiberbootEnabled', ['REG_DWORD', 1]);
      pc.services['UmRdpService'] = {
        ...pc.services['UmRdpService'],
        state: 'stopped',
        startType: 'disabled',
        // One that can be started there.
        account: 'LocalSystem',
        path: 'C:\\windows\\system32\\termsv.exe'
      };
      changeRule(pc, { enabled: false });
      changeAdapter(pc, {}, { mayTurnOff: true, wakeOnMagicPacket: false });
      pc.power.settings[idleSettings.sleep] = { ac: 1800, dc: 900, policyAc: null };
      pc.sessions = [
        ...(Array.isArray(pc.sessions) ? pc.sessions : []),
        { id: 2, name: '', user: 'HOST-B\\bert', state: 'down', idleSeconds: 7200, connectedFrom: null }
      ];
    })
  );

/** The same PC as it would be today. Its clock is the one of whoever reads it. */
function today({ takenAt: _takenAt, clock, ...image }: MachineImage): MachineImage {
  const later = Date.now() - Date.parse(takenAt);
  const { utc: _utc, ...rest } = { utc: undefined, ...(clock as object | undefined) };
  return {
    ...(JSON.parse(JSON.stringify(image), (_name, value: unknown) =>
      typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
        ? new Date(Date.parse(value) + later).toISOString()
        : value
    ) as MachineImage),
    clock: rest
  };
}
