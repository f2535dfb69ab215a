import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';
import { changeAdapter, clientFailure, kernelPower } from '../reach-changes';

const may = { mayTurnOff: true };

export const cases = defineCases({
  must: [
    {
      name: 'a wired adapter, as Windows ships',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-11', (pc) => changeAdapter(pc, {}, may))
    },
    {
      name: 'a Wi-Fi adapter',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-10', (pc) => changeAdapter(pc, { kind: 'wifi' }, may))
    },
    {
      name: 'together with sleep at the time of a failure',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        changeAdapter(pc, {}, may);
        kernelPower(pc, [42, '2026-11-20T08:00:00Z'], [107, '2026-11-20T09:30:00Z']);
        clientFailure(pc, '2026-11-20T09:00:00Z');
      })
    },
    {
      name: 'beside an adapter of which nothing is known',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        changeAdapter(pc, {}, may);
        if (Array.isArray(pc.adapters)) pc.adapters.push({ unavailable: 'failed' });
      })
    }
  ],
  nearly: [
    {
      name: 'an adapter that is down',
      outcome: 'not-applicable',
      image: changedPc('windows-11', (pc) => changeAdapter(pc, { up: false }, may))
    },
    {
      name: 'a virtual adapter',
      outcome: 'not-applicable',
      image: changedPc('server-2022', (pc) => changeAdapter(pc, { kind: 'virtual' }, may))
    },
    {
      name: 'an adapter that knows no saving of power',
      image: changedPc('windows-11', (pc) => changeAdapter(pc, { power: null }))
    },
    {
      name: 'asleep at the time of a failure, and the adapter stays on',
      image: changedPc('windows-11', (pc) => {
        kernelPower(pc, [42, '2026-11-20T08:00:00Z'], [107, '2026-11-20T09:30:00Z']);
        clientFailure(pc, '2026-11-20T09:00:00Z');
      })
    },
    {
      name: 'it could not be read, as without CIM on Windows 7',
      outcome: 'could-not-run',
      image: changedPc('windows-7', (pc) => changeAdapter(pc, { power: { unavailable: 'not-supported' } }))
    }
  ]
});
