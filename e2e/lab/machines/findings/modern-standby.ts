import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

export const cases = defineCases({
  must: [
    {
      name: 'a laptop with modern standby',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        pc.power.modernStandby = true;
      })
    }
  ],
  nearly: [
    { name: 'a PC with classic sleep', image: changedPc('windows-11', () => undefined) },
    {
      name: 'Windows 7, which has no such thing',
      image: changedPc('windows-7', (pc) => {
        pc.power.modernStandby = null;
      })
    },
    {
      name: 'it could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-10', (pc) => {
        pc.power.modernStandby = { unavailable: 'failed' };
      })
    }
  ]
});
