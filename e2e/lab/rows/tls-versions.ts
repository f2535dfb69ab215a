import { xrdp } from '../places';
import { byAddress, type Row } from '../row';

const noNla = 'nla-not-offered';

/** An xrdp held to single versions of TLS. `weak`: its OpenSSL may serve the old ones, as that of an old host does. */
export const tlsVersionRows: readonly Row[] = [
  {
    name: 'TLS 1.3 only',
    on: xrdp('tls', 'good', { versions: 'TLSv1.3' }),
    expect: { warnings: [noNla], infos: byAddress, stages: { tls: 'ok' } }
  },
  {
    name: 'TLS 1.2 only',
    on: xrdp('tls', 'good', { versions: 'TLSv1.2' }),
    expect: { warnings: [noNla], infos: byAddress, stages: { tls: 'ok' } }
  },
  {
    name: 'TLS 1.1 only',
    on: xrdp('tls', 'good', { versions: 'TLSv1.1', weak: true }),
    expect: { warnings: [noNla, 'tls-version-old'], infos: byAddress, stages: { tls: 'warning' } }
  },
  {
    name: 'TLS 1.0 only',
    on: xrdp('tls', 'good', { versions: 'TLSv1', weak: true }),
    expect: { warnings: [noNla, 'tls-version-old'], infos: byAddress, stages: { tls: 'warning' } }
  },
  {
    name: 'TLS 1.0 and 1.1',
    on: xrdp('tls', 'good', { versions: 'TLSv1, TLSv1.1', weak: true }),
    expect: { warnings: [noNla, 'tls-version-old'], infos: byAddress, stages: { tls: 'warning' } }
  },
  {
    name: 'TLS 1.0 and 1.2: the better one counts',
    on: xrdp('tls', 'good', { versions: 'TLSv1, TLSv1.2', weak: true }),
    expect: { warnings: [noNla], infos: byAddress, stages: { tls: 'ok' } }
  },
  {
    name: 'TLS 1.0 configured, but its OpenSSL serves none of it: no version is left',
    on: xrdp('tls', 'good', { versions: 'TLSv1' }),
    expect: { problems: ['tls-failed'], warnings: [noNla], stages: { tls: 'problem' } }
  },
  {
    name: 'SSL 3 only: no version in common',
    on: xrdp('tls', 'good', { versions: 'SSLv3' }),
    expect: { problems: ['tls-failed'], warnings: [noNla], stages: { tls: 'problem' }, evidence: '70' }
  }
];
