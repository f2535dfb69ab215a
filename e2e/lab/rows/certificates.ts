import { shadow, xrdp } from '../places';
import { byAddress, type Row } from '../row';

const plain = ['nla-required', ...byAddress] as const;
const onXrdp = 'nla-not-offered';

const stage = (outcome: 'ok' | 'warning') => ({ negotiate: 'ok', tls: outcome, credssp: 'ok' }) as const;

/** Certificates on a host that insists on NLA, and on one that only knows TLS. */
export const certificateRows: readonly Row[] = [
  { name: 'good', on: shadow('nla', 'good'), expect: { infos: plain, stages: stage('ok') } },
  {
    name: 'expired',
    on: shadow('nla', 'expired'),
    expect: { warnings: ['certificate-expired'], infos: plain, stages: stage('warning') }
  },
  {
    name: 'not yet valid',
    on: shadow('nla', 'future'),
    expect: { warnings: ['certificate-not-yet-valid'], infos: plain, stages: stage('warning') }
  },
  {
    name: 'RSA 1024',
    on: shadow('nla', 'rsa1024'),
    expect: { warnings: ['certificate-weak'], infos: plain, stages: stage('warning'), evidence: '1024' }
  },
  {
    name: 'signed with SHA-1, on a host that says it is Windows 7: only an info',
    on: shadow('nla', 'sha1'),
    expect: { infos: [...plain, 'certificate-weak'], stages: stage('ok') }
  },
  {
    name: 'signed with MD5',
    on: shadow('nla', 'md5'),
    expect: { warnings: ['certificate-weak'], infos: plain, stages: stage('warning'), evidence: 'md5' }
  },
  { name: 'ECDSA P-256', on: shadow('nla', 'ecdsa'), expect: { infos: plain, stages: stage('ok') } },
  {
    name: 'of another host, by address: only an info',
    on: shadow('nla', 'other name'),
    expect: { infos: plain, stages: stage('ok') }
  },
  {
    name: 'for client authentication only',
    on: shadow('nla', 'client authentication only'),
    expect: { infos: plain, stages: stage('ok') }
  },
  {
    name: 'for enciphering only, as Windows makes its own',
    on: shadow('nla', 'key usage as in Windows'),
    expect: { infos: plain, stages: stage('ok') }
  },
  {
    name: 'for enciphering only, on xrdp with TLS 1.2',
    on: xrdp('tls', 'key usage as in Windows', { versions: 'TLSv1.2' }),
    expect: { warnings: [onXrdp], infos: byAddress }
  },
  {
    name: 'for enciphering only, on xrdp with TLS 1.3 alone',
    on: xrdp('tls', 'key usage as in Windows', { versions: 'TLSv1.3' }),
    expect: { warnings: [onXrdp], infos: byAddress },
    differs: {
      in: 'electron',
      because: 'BoringSSL insists on a key that may sign in TLS 1.3; that is no fault of the host',
      expect: { warnings: [onXrdp], stages: { negotiate: 'warning', tls: 'could-not-run' } }
    }
  },
  {
    name: 'expired, on xrdp',
    on: xrdp('tls', 'expired'),
    expect: { warnings: [onXrdp, 'certificate-expired'], infos: byAddress }
  },
  {
    name: 'not yet valid, on xrdp',
    on: xrdp('tls', 'future'),
    expect: { warnings: [onXrdp, 'certificate-not-yet-valid'], infos: byAddress }
  },
  {
    name: 'signed with SHA-1, on xrdp',
    on: xrdp('tls', 'sha1'),
    expect: { warnings: [onXrdp, 'certificate-weak'], infos: byAddress, stages: { tls: 'warning' } }
  },
  {
    name: 'ECDSA P-256, on xrdp',
    on: xrdp('tls', 'ecdsa'),
    expect: { warnings: [onXrdp], infos: byAddress }
  },
  {
    name: 'RSA 1024, on an xrdp that serves it',
    on: xrdp('tls', 'rsa1024', { weak: true }),
    expect: { warnings: [onXrdp, 'certificate-weak'], infos: byAddress }
  },
  {
    name: 'RSA 1024, on an xrdp whose OpenSSL refuses it: bytes that are no TLS follow the confirm',
    on: xrdp('tls', 'rsa1024'),
    expect: { problems: ['tls-failed'], warnings: [onXrdp], stages: { tls: 'problem' } }
  },
  {
    name: 'key of another certificate, on xrdp',
    on: xrdp('tls', 'key of another', { logs: 'do not match' }),
    expect: { problems: ['tls-failed'], warnings: [onXrdp], stages: { tls: 'problem' } }
  }
];
