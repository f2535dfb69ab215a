import type { MachineImage } from '../../../../shared/model/machine-image';
import { removeValue, changedPc, type Release } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

/** A PC of that build and update. */
const at = (release: Release, build: number, ubr: number): MachineImage =>
  changedPc(release, (pc) => {
    pc.os['build'] = build;
    pc.os['ubr'] = ubr;
  });

export const cases = defineCases({
  must: [
    {
      name: 'Server 2025 whose sessions freeze (KB5051987)',
      severity: 'warning',
      side: 'host',
      image: at('server-2025', 26_100, 3194)
    },
    {
      name: 'Server 2025 one update before the repair',
      severity: 'warning',
      side: 'host',
      image: at('server-2025', 26_100, 3774)
    },
    {
      name: 'Windows 11 24H2 whose sessions freeze as a host',
      severity: 'warning',
      side: 'host',
      role: 'host',
      image: at('windows-11', 26_100, 3194)
    },
    {
      name: 'Windows 11 24H2 as a client that is cut after 65 seconds (KB5053598)',
      severity: 'warning',
      side: 'client',
      image: at('windows-11', 26_100, 3476)
    },
    {
      name: 'Windows 10 22H2 as a client whose sign-in fails (KB5073724)',
      severity: 'warning',
      side: 'client',
      role: 'client',
      image: at('windows-10', 19_045, 6809)
    },
    {
      name: 'a host with the fault and a client without it',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-11', () => undefined),
      host: at('server-2019', 17_763, 2366)
    },
    {
      name: 'Windows 10 1903 whose sessions stay black',
      severity: 'warning',
      side: 'host',
      image: at('windows-10', 18_362, 295)
    }
  ],
  nearly: [
    {
      name: 'the update number could not be read, and the registry has none',
      outcome: 'could-not-run',
      image: changedPc('server-2025', (pc) => {
        pc.os['ubr'] = { unavailable: 'failed' };
        removeValue(pc, 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', 'UBR');
      })
    },
    {
      name: 'a closed recording without the section, and the number in the registry alone',
      image: changedPc('windows-11', (pc) => {
        delete (pc as Partial<typeof pc>).os;
        removeValue(pc, 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', 'UBR');
      }),
      outcome: 'not-applicable'
    },
    { name: 'Server 2025 with the update that mends it', image: at('server-2025', 26_100, 3775) },
    { name: 'Windows 11 24H2 before the first faulty update', image: at('windows-11', 26_100, 2894) },
    { name: 'Windows 11 24H2 with both repairs', image: at('windows-11', 26_100, 3624) },
    {
      name: 'Windows 11 24H2 as a host, mended earlier than the server',
      role: 'host',
      image: at('windows-11', 26_100, 3476)
    },
    {
      name: 'a host with a fault that only clients show',
      role: 'host',
      image: at('windows-10', 19_045, 6809)
    },
    {
      name: 'a client Windows with the number of a server that cannot be reached',
      image: at('windows-10', 17_763, 2366)
    },
    {
      name: 'the number of a faulty update in another build',
      image: at('windows-11', 22_631, 3194)
    },
    {
      name: 'a faulty build whose update number could not be read',
      outcome: 'could-not-run',
      image: changedPc('server-2025', (pc) => {
        pc.os['ubr'] = { unavailable: 'access-denied', detail: 'error 5' };
        pc.registry['HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'] = {
          unavailable: 'access-denied',
          detail: 'error 5'
        };
      })
    }
  ]
});
