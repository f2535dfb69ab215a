import { changedPc, rdpTcp, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a server whose own certificate was deleted while the listener still names it',
  image: changedPc('server-2022', (pc) =>
    setValue(pc, rdpTcp, 'SSLCertificateSHA1Hash', ['REG_BINARY', '00112233445566778899aabbccddeeff00112233'])
  ),
  findings: [...plain, 'listener-certificate-missing host problem'],
  likelyCause: 'listener-certificate-missing',
  exit: 1
});
