import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';
import { clientFailure, idleSettings, kernelPower } from '../reach-changes';

export const cases = defineCases({
  must: [
    {
      name: 'after half an hour, as Windows ships',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        pc.power.settings[idleSettings.hibernate] = { ac: 1800, dc: 900, policyAc: null };
      })
    },
    {
      name: 'never by itself, after an hour by policy; GUID in upper case and braces',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        delete pc.power.settings[idleSettings.hibernate];
        pc.power.settings[`{${idleSettings.hibernate.toUpperCase()}}`] = { ac: 0, dc: 0, policyAc: 3600 };
      })
    },
    {
      name: 'set, and the PC was asleep when it was wanted',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        pc.power.settings[idleSettings.hibernate] = { ac: 1, dc: 0, policyAc: null };
        kernelPower(pc, [42, '2026-11-20T08:00:00Z'], [107, '2026-11-20T09:30:00Z']);
        clientFailure(pc, '2026-11-20T09:00:00Z');
      })
    },
    {
      name: 'set, and nobody knows whether it was asleep',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        pc.power.settings[idleSettings.hibernate] = { ac: 600, dc: 0, policyAc: null };
        pc.events['System'] = { unavailable: 'access-denied' };
      })
    }
  ],
  nearly: [
    {
      name: 'on battery alone',
      image: changedPc('windows-11', (pc) => {
        pc.power.settings[idleSettings.hibernate] = { ac: 0, dc: 60, policyAc: null };
      })
    },
    {
      name: 'set by itself, never by policy',
      image: changedPc('windows-10', (pc) => {
        pc.power.settings[idleSettings.hibernate] = { ac: 1800, dc: 900, policyAc: 0 };
      })
    },
    {
      name: 'a PC that has no such setting',
      outcome: 'not-applicable',
      image: changedPc('server-2022', (pc) => {
        delete pc.power.settings[idleSettings.hibernate];
      })
    },
    {
      name: 'the value of policy could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        pc.power.settings[idleSettings.hibernate] = {
          ac: 0,
          dc: 0,
          policyAc: { unavailable: 'access-denied' }
        };
      })
    }
  ]
});
