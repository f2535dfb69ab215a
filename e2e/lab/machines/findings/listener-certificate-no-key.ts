import { changedPc, rdpTcp, setValue, type DraftPc } from '../../../../main/demo/machines/sound-pc';
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

const store = 'LocalMachine\\Remote Desktop';
/** Changes the certificate that Windows made for itself. */
function change(pc: DraftPc, fields: Record<string, unknown>): void {
  const list = pc.certificates[store];
  if (Array.isArray(list)) pc.certificates[store] = list.map((one) => ({ ...one, ...fields }));
}

export const cases = defineCases({
  must: [
    {
      name: "Windows' own without its key",
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        change(pc, { hasPrivateKey: false });
      })
    },
    {
      name: 'chosen, imported without its key',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2016', (pc) => {
        setValue(pc, rdpTcp, 'SSLCertificateSHA1Hash', ['REG_BINARY', chosen]);
        pc.certificates['LocalMachine\\My'] = [{ ...certificate, hasPrivateKey: false }];
      })
    }
  ],
  nearly: [
    {
      name: 'its own has no key, the chosen one has',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'SSLCertificateSHA1Hash', ['REG_BINARY', chosen]);
        change(pc, { hasPrivateKey: false });
        pc.certificates['LocalMachine\\My'] = [certificate];
      })
    },
    {
      name: 'a second copy without a key',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'SSLCertificateSHA1Hash', ['REG_BINARY', chosen]);
        pc.certificates['LocalMachine\\Remote Desktop'] = [{ ...certificate, hasPrivateKey: false }];
        pc.certificates['LocalMachine\\My'] = [certificate];
      })
    },
    {
      name: 'a key that nobody could look for',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        change(pc, { hasPrivateKey: { unavailable: 'access-denied' } });
      })
    },
    {
      name: 'a recording that says nothing of the key',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        change(pc, { hasPrivateKey: null });
      })
    }
  ]
});
