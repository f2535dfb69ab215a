import { changedPc, type DraftPc } from '../../../../main/demo/machines/sound-pc';
import type { MachineImage } from '../../../../shared/model/machine-image';
import { defineCases } from '../define-case';
import { clientFailure, kernelPower } from '../reach-changes';

const asleep = [
  [42, '2026-11-20T08:00:00Z'],
  [107, '2026-11-20T09:30:00Z']
] as const;

const client = (at: string, change: (pc: DraftPc) => void = () => undefined): MachineImage =>
  changedPc('windows-10', (pc) => {
    clientFailure(pc, at);
    change(pc);
  });
const host = (change: (pc: DraftPc) => void): MachineImage => changedPc('windows-11', change);
const woken = (sleepTime: string, wakeTime: string): MachineImage =>
  changedPc('windows-7', (pc) => {
    pc.events['System'] = [
      {
        id: 1,
        provider: 'Microsoft-Windows-Power-Troubleshooter',
        at: '2026-11-20T09:31:00Z',
        data: { SleepTime: sleepTime, WakeTime: wakeTime, SleepDuration: 5400 }
      }
    ];
  });

export const cases = defineCases({
  must: [
    {
      name: 'the failure lies between falling asleep and waking',
      severity: 'problem',
      side: 'host',
      image: client('2026-11-20T09:00:00Z'),
      host: host((pc) => kernelPower(pc, ...asleep))
    },
    {
      name: 'one recording for both ends',
      severity: 'problem',
      side: 'host',
      image: client('2026-11-20T09:00:00Z', (pc) => kernelPower(pc, ...asleep))
    },
    {
      name: 'modern standby',
      severity: 'problem',
      side: 'host',
      image: client('2026-11-20T09:00:00Z'),
      host: host((pc) => kernelPower(pc, [506, '2026-11-20T08:59:00Z'], [507, '2026-11-20T09:01:00Z']))
    },
    {
      name: 'standby that turned into hibernation',
      severity: 'problem',
      side: 'host',
      image: client('2026-11-20T08:30:00Z'),
      host: host((pc) =>
        kernelPower(
          pc,
          [506, '2026-11-20T08:00:00Z'],
          [42, '2026-11-20T09:00:00Z'],
          [107, '2026-11-20T09:30:00Z']
        )
      )
    },
    {
      name: 'Windows 7 tells it in the report after waking',
      severity: 'problem',
      side: 'host',
      image: client('2026-11-20T09:00:00Z'),
      host: woken('2026-11-20T08:00:00.1234567Z', '2026-11-20T09:30:00.7654321Z')
    },
    {
      name: 'clocks differ: the failure was in the time of sleep once both are put right',
      severity: 'problem',
      side: 'host',
      image: client('2026-11-20T09:40:00Z', (pc) => {
        pc.clock['offsetSeconds'] = 3600;
      }),
      host: host((pc) => {
        kernelPower(pc, ...asleep);
        pc.clock['offsetSeconds'] = -600;
      })
    },
    {
      name: 'no failure, and the question came while it slept',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        pc.clock['utc'] = '2026-11-20T09:00:00Z';
      }),
      host: host((pc) => kernelPower(pc, ...asleep))
    },
    {
      name: 'the power went while it slept: asleep until it was started again',
      severity: 'problem',
      side: 'host',
      image: client('2026-11-20T09:00:00Z'),
      host: host((pc) => kernelPower(pc, [42, '2026-11-20T08:00:00Z'], [41, '2026-11-20T09:45:00Z']))
    },
    {
      name: 'the log shows no waking',
      severity: 'problem',
      side: 'host',
      image: client('2026-11-20T09:55:00Z'),
      host: host((pc) => kernelPower(pc, [42, '2026-11-20T09:50:00Z']))
    },
    {
      name: 'an earlier failure of the same day',
      severity: 'problem',
      side: 'host',
      image: client('2026-11-20T09:00:00Z', (pc) => {
        const [failure] = failuresOf(pc);
        if (failure) failuresOf(pc).push({ ...failure, at: '2026-11-20T09:45:00Z', record: 813 });
      }),
      host: host((pc) => kernelPower(pc, ...asleep))
    }
  ],
  nearly: [
    {
      name: 'the log shows no waking, but it was awake when it was looked at',
      role: 'host',
      image: host((pc) => kernelPower(pc, [42, '2026-11-20T09:50:00Z']))
    },
    {
      name: 'the failure came after waking',
      image: client('2026-11-20T09:31:00Z'),
      host: host((pc) => kernelPower(pc, ...asleep))
    },
    {
      name: 'the failure came before falling asleep',
      image: client('2026-11-20T07:59:00Z'),
      host: host((pc) => kernelPower(pc, ...asleep))
    },
    {
      name: 'what a person closed by hand is no failure',
      image: client('2026-11-20T09:00:00Z', (pc) => clientFailure(pc, '2026-11-20T09:00:00Z', 1)),
      host: host((pc) => kernelPower(pc, ...asleep))
    },
    {
      name: 'clocks differ: the failure was after waking once both are put right',
      image: client('2026-11-20T09:00:00Z', (pc) => {
        pc.clock['offsetSeconds'] = -3600;
      }),
      host: host((pc) => kernelPower(pc, ...asleep))
    },
    {
      name: 'fast startup: falling asleep is the last of Kernel-Power, and Windows started since',
      image: client('2026-11-20T09:00:00Z'),
      host: host((pc) => {
        kernelPower(pc, [42, '2026-11-19T18:00:00Z']);
        eventsOf(pc).push({
          id: 27,
          provider: 'Microsoft-Windows-Kernel-Boot',
          at: '2026-11-20T07:00:00Z',
          record: 2
        });
      })
    },
    {
      name: 'a failure of a month ago beside one of today',
      image: client('2026-11-20T09:45:00Z', (pc) => {
        const [failure] = failuresOf(pc);
        if (failure) failuresOf(pc).push({ ...failure, at: '2026-10-20T09:00:00Z', record: 5 });
      }),
      host: host((pc) => kernelPower(pc, [42, '2026-10-20T08:00:00Z'], [107, '2026-10-20T09:30:00Z']))
    },
    {
      name: 'a report of waking that does not know since when',
      image: client('2026-11-20T09:00:00Z'),
      host: woken('1601-01-01T00:00:00.0000000Z', '2026-11-20T09:30:00.0000000Z')
    },
    {
      name: 'event 1 of another provider: the clock was set',
      image: client('2026-11-20T09:00:00Z'),
      host: host((pc) => {
        pc.events['System'] = [
          {
            id: 1,
            provider: 'Microsoft-Windows-Kernel-General',
            at: '2026-11-20T09:30:00Z',
            data: { SleepTime: '2026-11-20T08:00:00Z', WakeTime: '2026-11-20T09:30:00Z' }
          }
        ];
      })
    },
    {
      name: 'the System log could not be read',
      outcome: 'could-not-run',
      image: client('2026-11-20T09:00:00Z'),
      host: host((pc) => {
        pc.events['System'] = { unavailable: 'access-denied' };
      })
    },
    {
      name: "the host slept, and the client's log could not be read",
      outcome: 'could-not-run',
      image: changedPc('windows-10', (pc) => {
        pc.events['Microsoft-Windows-TerminalServices-RDPClient/Operational'] = {
          unavailable: 'access-denied'
        };
      }),
      host: host((pc) => kernelPower(pc, ...asleep))
    },
    {
      name: 'an open recording whose log begins after the failure',
      outcome: 'could-not-run',
      image: client('2026-11-20T05:00:00Z'),
      host: host((pc) => {
        pc.closed = false;
        kernelPower(pc, ...asleep);
      })
    }
  ]
});

function eventsOf(pc: DraftPc): NonNullable<Extract<DraftPc['events'][string], readonly unknown[]>> {
  const events = pc.events['System'];
  return Array.isArray(events) ? events : [];
}

function failuresOf(pc: DraftPc): NonNullable<Extract<DraftPc['events'][string], readonly unknown[]>> {
  const events = pc.events['Microsoft-Windows-TerminalServices-RDPClient/Operational'];
  return Array.isArray(events) ? events : [];
}
