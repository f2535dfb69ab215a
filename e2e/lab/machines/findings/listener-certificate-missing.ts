import { changedPc, rdpTcp, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const chosen = 'aabbccddeeff00112233445566778899aabbccdd';
const certificate = {
  thumbprint: chosen.toUpperCase(),
  subject: 'CN=pc7.example.test',
  issuer: 'CN=Example CA',
  names: ['pc7.example.test'],
  notBefore: '2026-01-01T00:00:00Z',
  notAfter: '2027-01-01T00:00:00Z',
  key: { algorithm: 'RSA', bits: 2048 },
  signature: 'sha256RSA',
  hasPrivateKey: true
};

export const cases = defineCases({
  must: [
    {
      name: 'in neither store',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'SSLCertificateSHA1Hash', ['REG_BINARY', chosen]);
      })
    },
    {
      name: 'replaced in the store by its successor',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2019', (pc) => {
        setValue(pc, rdpTcp, 'SSLCertificateSHA1Hash', ['REG_BINARY', chosen]);
        pc.certificates['LocalMachine\\My'] = [{ ...certificate, thumbprint: '00'.repeat(20) }];
      })
    }
  ],
  nearly: [
    {
      name: 'in the store of the PC',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'SSLCertificateSHA1Hash', ['REG_BINARY', chosen]);
        pc.certificates['LocalMachine\\My'] = [certificate];
      })
    },
    {
      name: 'in the Remote Desktop store',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, rdpTcp, 'SSLCertificateSHA1Hash', ['REG_BINARY', chosen]);
        pc.certificates['LocalMachine\\Remote Desktop'] = [certificate];
      })
    },
    {
      name: 'none chosen, and no certificate anywhere',
      image: changedPc('windows-10', (pc) => {
        pc.certificates['LocalMachine\\Remote Desktop'] = [];
      })
    },
    {
      name: 'an empty choice names none',
      image: changedPc('windows-7', (pc) => {
        setValue(pc, rdpTcp, 'SSLCertificateSHA1Hash', ['REG_BINARY', '']);
      })
    },
    {
      name: 'one store not readable',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'SSLCertificateSHA1Hash', ['REG_BINARY', chosen]);
        pc.certificates['LocalMachine\\My'] = { unavailable: 'access-denied' };
      })
    },
    {
      name: 'found, the other store not readable',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'SSLCertificateSHA1Hash', ['REG_BINARY', chosen]);
        pc.certificates['LocalMachine\\Remote Desktop'] = [certificate];
        pc.certificates['LocalMachine\\My'] = { unavailable: 'access-denied' };
      })
    },
    {
      name: 'a choice that is no binary value',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'SSLCertificateSHA1Hash', ['REG_SZ', chosen]);
      })
    }
  ]
});
