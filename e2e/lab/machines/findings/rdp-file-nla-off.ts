import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const withFile = (...lines: readonly string[]): ReturnType<typeof changedPc> =>
  changedPc('windows-11', (pc) => {
    pc.rdpFiles = [{ path: '%USERPROFILE%\\Documents\\Default.rdp', lines: [...lines] }];
  });

export const cases = defineCases({
  must: [
    {
      name: 'switched off',
      severity: 'warning',
      side: 'client',
      image: withFile('full address:s:pc9', 'enablecredsspsupport:i:0')
    },
    {
      name: 'switched off, with other case and blanks around it',
      severity: 'warning',
      side: 'client',
      image: withFile('\ufeffEnableCredSspSupport:I: 0 ')
    }
  ],
  nearly: [
    { name: 'switched on', image: withFile('enablecredsspsupport:i:1') },
    { name: 'not named', image: withFile('full address:s:pc9') },
    { name: 'another line that ends alike', image: withFile('my enablecredsspsupport:i:0') },
    {
      name: 'the files could not be listed',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        pc.rdpFiles = { unavailable: 'access-denied' };
      })
    }
  ]
});
