import { expect } from 'vitest';
import { freshAddress } from '../addresses';
import { shadow, xrdp } from '../places';
import { run } from '../programs';
import { byAddress, type Place, type Row } from '../row';
import { freshPath } from '../scratch';
import { labUser, startShadow } from '../shadow';
import { display } from '../xvfb';

/** FreeRDP's own client signs in: the host that the probe calls sound is one. */
async function signsIn(address: string): Promise<void> {
  const client = await run(
    [
      'xfreerdp',
      `/v:${address}`,
      `/u:${labUser.name}`,
      `/p:${labUser.password}`,
      '/cert:ignore',
      '+auth-only',
      '/timeout:5000'
    ],
    { env: { DISPLAY: await display(), HOME: freshPath('home') } }
  );
  expect(client.stdout + client.stderr).toContain('Authentication only, exit status 0');
}

/** FreeRDP's own client finds nothing to agree on. */
async function agreesOnNothing(address: string): Promise<void> {
  const client = await run(
    ['xfreerdp', `/v:${address}`, '/u:x', '/p:y', '/cert:ignore', '+auth-only', '/timeout:5000'],
    { env: { DISPLAY: await display(), HOME: freshPath('home') } }
  );
  expect(client.stdout + client.stderr).toContain('ERRCONNECT_SECURITY_NEGO_CONNECT_FAILED');
}

/** The same mixed host at ::1, on a port of its own because there is only one such address. */
async function shadowAtV6(): Promise<Place> {
  const port = 20_000 + (process.pid % 10_000);
  const server = await startShadow({ address: '::1', port, mode: 'nla' });
  return { target: `[::1]:${port}`, close: () => server.stop() };
}

async function nothingThere(): Promise<Place> {
  await Promise.resolve();
  return { target: freshAddress(), close: () => Promise.resolve() };
}

const sound = { resolve: 'ok', connect: 'ok', negotiate: 'ok', tls: 'ok', credssp: 'ok' } as const;

/** Real servers in each of their security modes, at an address of their own on the real port. */
export const serverRows: readonly Row[] = [
  {
    name: 'FreeRDP, NLA only: sound',
    on: shadow('nla', undefined, signsIn),
    expect: { infos: ['nla-required', ...byAddress], stages: sound }
  },
  {
    name: 'FreeRDP, all three: sound, NLA not insisted on',
    on: shadow('mixed', undefined, signsIn),
    expect: { infos: byAddress, stages: sound }
  },
  {
    name: 'FreeRDP, CredSSP or standard RDP security, no TLS alone: sound',
    on: shadow('hybrid+rdp'),
    expect: { stages: sound }
  },
  {
    name: 'FreeRDP, TLS only: no NLA',
    on: shadow('tls'),
    expect: {
      warnings: ['nla-not-offered'],
      infos: byAddress,
      stages: { negotiate: 'warning', tls: 'ok', credssp: 'not-applicable' }
    }
  },
  {
    name: 'FreeRDP without options: TLS or RDP, no NLA although its help says so',
    on: shadow('default'),
    expect: { warnings: ['nla-not-offered'], infos: byAddress }
  },
  {
    name: 'FreeRDP, standard RDP security only',
    on: shadow('rdp'),
    expect: {
      warnings: ['rdp-security-only'],
      infos: ['udp-unavailable'],
      stages: { negotiate: 'warning', tls: 'not-applicable', credssp: 'not-applicable' },
      evidence: '2'
    }
  },
  {
    name: 'FreeRDP that refuses every offer',
    on: shadow('ext', undefined, agreesOnNothing),
    expect: {
      problems: ['negotiation-refused'],
      stages: { connect: 'ok', negotiate: 'problem', tls: 'not-applicable', credssp: 'not-applicable' }
    }
  },
  {
    name: 'FreeRDP at ::1',
    on: shadowAtV6,
    expect: { infos: ['nla-required', ...byAddress], stages: sound }
  },
  {
    name: 'xrdp, standard RDP security: selects what was not offered',
    on: xrdp('rdp'),
    expect: {
      warnings: ['rdp-security-only'],
      infos: ['udp-unavailable'],
      stages: { negotiate: 'warning', tls: 'not-applicable', credssp: 'not-applicable' }
    }
  },
  {
    name: 'xrdp, TLS',
    on: xrdp('tls'),
    expect: { warnings: ['nla-not-offered'], infos: byAddress, stages: { negotiate: 'warning', tls: 'ok' } }
  },
  {
    name: 'xrdp, negotiate',
    on: xrdp('negotiate'),
    expect: { warnings: ['nla-not-offered'], infos: byAddress, stages: { negotiate: 'warning', tls: 'ok' } }
  },
  {
    name: 'xrdp, TLS, key file missing: failure 3',
    on: xrdp('tls', 'key missing'),
    expect: { problems: ['tls-failed'], stages: { connect: 'ok', tls: 'problem', credssp: 'not-applicable' } }
  },
  {
    name: 'xrdp, negotiate, key file missing: falls back to standard RDP security without a word',
    on: xrdp('negotiate', 'key missing'),
    expect: { warnings: ['rdp-security-only'], stages: { negotiate: 'warning', tls: 'not-applicable' } }
  },
  ...(
    [
      ['FreeRDP, NLA only', shadow('nla'), []],
      ['FreeRDP, TLS only', shadow('tls'), ['nla-not-offered']],
      ['FreeRDP, standard RDP security only', shadow('rdp'), ['rdp-security-only']],
      ['xrdp, TLS', xrdp('tls'), ['nla-not-offered']],
      ['xrdp, standard RDP security', xrdp('rdp'), ['rdp-security-only']]
    ] as const
  ).map(([name, on, warnings]): Row => ({
    name: `${name}, watched: nothing is cut`,
    on,
    // The accept queue of xrdp holds two connections: without a pause it is the server that loses some.
    flags: ['--pause', '100', '--repeat', '10', '--hold', '4'],
    expect: { warnings, stages: { stability: 'ok' } }
  })),
  {
    name: 'nothing listens',
    on: nothingThere,
    expect: {
      problems: ['port-refused'],
      stages: { resolve: 'ok', connect: 'problem', negotiate: 'not-applicable' }
    }
  }
];
