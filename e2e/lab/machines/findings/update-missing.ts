import { changedPc, type DraftPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const mstscax = '%SystemRoot%\\System32\\mstscax.dll';
const withClient = (pc: DraftPc, version: string): void => {
  pc.files[mstscax] = { version, size: 3_000_000, modified: '2010-11-20T00:00:00Z' };
};

export const cases = defineCases({
  must: [
    {
      name: 'Windows 7 SP1 without either update',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-7', (pc) => {
        withClient(pc, '6.1.7601.17514');
        pc.updates = [];
      })
    },
    {
      name: 'both are listed and the client is still the old one',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-7', (pc) => withClient(pc, '6.1.7601.18540'))
    },
    {
      name: 'the list of updates could not be read',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-7', (pc) => {
        withClient(pc, '6.1.7601.17514');
        pc.updates = { unavailable: 'timeout' };
      })
    }
  ],
  nearly: [
    {
      name: 'neither update is listed and the client is 8.1 all the same',
      image: changedPc('windows-7', (pc) => {
        pc.updates = [];
      })
    },
    {
      name: 'Windows 7 without Service Pack 1, for which there are no such updates',
      outcome: 'not-applicable',
      image: changedPc('windows-7', (pc) => {
        withClient(pc, '6.1.7600.16385');
        pc.os['build'] = 7600;
        pc.updates = [];
      })
    },
    {
      name: 'Windows 10 without these updates',
      outcome: 'not-applicable',
      image: changedPc('windows-10', (pc) => {
        pc.updates = [];
      })
    }
  ]
});
