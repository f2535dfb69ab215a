import {
  changedPc,
  rdpTcp,
  setValue,
  terminalServer,
  type DraftPc
} from '../../../../main/demo/machines/sound-pc';
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
      name: "Windows' own, a second too old",
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        change(pc, { notAfter: '2026-11-20T09:59:59Z' });
      })
    },
    {
      name: 'chosen and expired, while its own is good',
      severity: 'warning',
      side: 'host',
      image: changedPc('server-2022', (pc) => {
        setValue(pc, rdpTcp, 'SSLCertificateSHA1Hash', ['REG_BINARY', chosen]);
        pc.certificates['LocalMachine\\My'] = [{ ...certificate, notAfter: '2026-02-01T00:00:00Z' }];
      })
    },
    {
      name: 'not valid yet',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        change(pc, { notBefore: '2026-11-20T10:00:01Z' });
      })
    },
    {
      name: 'by the clock of that PC, which is a year ahead',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        pc.clock['utc'] = '2027-11-20T10:00:00Z';
      })
    },
    {
      name: 'its first day is not known',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        change(pc, { notAfter: '2026-01-01T00:00:00Z', notBefore: { unavailable: 'failed' } });
      })
    }
  ],
  nearly: [
    {
      name: 'ends this very second',
      image: changedPc('windows-11', (pc) => {
        change(pc, { notAfter: '2026-11-20T10:00:00Z' });
      })
    },
    {
      name: 'its own has expired, a good one is chosen',
      image: changedPc('server-2022', (pc) => {
        setValue(pc, rdpTcp, 'SSLCertificateSHA1Hash', ['REG_BINARY', chosen]);
        change(pc, { notAfter: '2026-02-01T00:00:00Z' });
        pc.certificates['LocalMachine\\My'] = [certificate];
      })
    },
    {
      name: 'expired while Remote Desktop is off',
      outcome: 'not-applicable',
      image: changedPc('windows-11', (pc) => {
        change(pc, { notAfter: '2026-02-01T00:00:00Z' });
        setValue(pc, terminalServer, 'fDenyTSConnections', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'no certificate in use',
      outcome: 'not-applicable',
      image: changedPc('windows-11', (pc) => {
        pc.certificates['LocalMachine\\Remote Desktop'] = [];
      })
    },
    {
      name: 'an end that could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        change(pc, { notAfter: { unavailable: 'failed' } });
      })
    }
  ]
});
