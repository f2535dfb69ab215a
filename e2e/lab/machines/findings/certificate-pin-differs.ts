import { changedPc, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const servers = 'HKCU\\Software\\Microsoft\\Terminal Server Client\\Servers';
const shownNow = '5f1c0a7d3b9e482c6d1f00a1b2c3d4e5f6071829';
const before = '00112233445566778899aabbccddeeff00112233';

const remembering = (server: string, hash: string): ReturnType<typeof changedPc> =>
  changedPc('windows-11', (pc) => setValue(pc, `${servers}\\${server}`, 'CertHash', ['REG_BINARY', hash]));
const host = changedPc('server-2022', () => undefined);

export const cases = defineCases({
  must: [
    {
      name: 'another certificate under the name of the other PC',
      severity: 'warning',
      side: 'client',
      image: remembering('srv7', before),
      host
    },
    {
      name: 'another certificate under the full name that was typed',
      severity: 'warning',
      side: 'client',
      target: 'srv7.example.test',
      image: remembering('SRV7.example.test', before.toUpperCase()),
      host
    }
  ],
  nearly: [
    { name: 'the same certificate', image: remembering('srv7', shownNow.toUpperCase()), host },
    { name: 'another certificate of another host', image: remembering('srv70', before), host },
    {
      name: 'another certificate, and nobody looked at the other PC',
      outcome: 'not-applicable',
      target: 'srv7',
      role: 'client',
      image: remembering('srv7', before)
    },
    {
      name: 'a thumbprint of another kind than the other PC tells',
      outcome: 'not-applicable',
      image: remembering('srv7', 'ab'.repeat(32)),
      host
    },
    {
      name: 'something that is no thumbprint',
      outcome: 'could-not-run',
      image: remembering('srv7', 'abcd'),
      host
    }
  ]
});
