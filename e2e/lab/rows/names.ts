import { serverAddress as v4, serverAddress6 as v6, nobody } from '../namespaces';
import { useNameServer } from '../names';
import { hostname, named } from '../places';
import type { Expected, Row } from '../row';

const target = `${hostname}.lab.test`;
const here = { [hostname]: [v4] };
const sound: Expected = {
  infos: ['nla-required', 'certificate-self-signed', 'udp-unavailable'],
  stages: { resolve: 'ok', connect: 'ok', tls: 'ok', credssp: 'ok' }
};
const notFound = {
  problems: ['name-not-found'],
  stages: { resolve: 'problem', connect: 'not-applicable', negotiate: 'not-applicable' }
} as const satisfies Expected;

/** Names, the DNS and the hosts file between a client and a sound host. */
export const nameRows: readonly Row[] = [
  { name: 'the right name', on: named({ target, zone: here, hosts: [v4] }), expect: sound },
  {
    name: 'the short name, completed by the search list',
    on: named({ target: hostname, zone: here, hosts: [v4] }),
    expect: sound
  },
  {
    name: 'upper case and a dot at the end',
    on: named({ target: `${target.toUpperCase()}.`, zone: here, hosts: [v4] }),
    expect: sound
  },
  { name: 'no such name', on: named({ target: 'nosuch.lab.test', zone: here }), expect: notFound },
  {
    name: 'the name server drops what it is asked',
    on: named({ target, zone: here, rules: ['-p udp --dport 53 -j DROP', '-p tcp --dport 53 -j DROP'] }),
    timeout: 6,
    expect: notFound
  },
  {
    name: 'no name server at that address',
    on: named({
      target,
      break: (network) => {
        useNameServer(network, '10.99.2.1');
        return Promise.resolve();
      }
    }),
    expect: notFound
  },
  { name: 'IPv6 only', on: named({ target, zone: { [hostname]: [v6] }, hosts: [v6] }), expect: sound },
  {
    name: 'IPv6 only, and this PC has no route for it',
    on: named({
      target,
      zone: { [hostname]: [v6] },
      hosts: [v6],
      break: (network) => network.ip(network.client, '-6 route del default')
    }),
    expect: { problems: ['host-unreachable'], stages: { resolve: 'ok', connect: 'problem' } }
  },
  {
    name: 'both families',
    on: named({ target, zone: { [hostname]: [v4, v6] }, hosts: [v4, v6] }),
    expect: sound
  },
  {
    name: 'both families, nobody has the IPv6 address',
    on: named({ target, zone: { [hostname]: [v4, 'fd99:2::dead'] }, hosts: [v4] }),
    timeout: 5,
    expect: { warnings: ['ipv6-unreachable'], stages: { connect: 'warning', credssp: 'ok' } }
  },
  {
    name: 'both families, IPv6 is dropped on the way',
    on: named({
      target,
      zone: { [hostname]: [v4, v6] },
      hosts: [v4, v6],
      rules: ['ip6tables -p tcp --dport 3389 -j DROP']
    }),
    timeout: 2,
    expect: { warnings: ['ipv6-unreachable'], stages: { connect: 'warning', credssp: 'ok' } }
  },
  {
    name: 'both families, IPv6 is prohibited on the way',
    on: named({
      target,
      zone: { [hostname]: [v4, v6] },
      hosts: [v4, v6],
      rules: ['ip6tables -p tcp --dport 3389 -j REJECT --reject-with icmp6-adm-prohibited']
    }),
    expect: { warnings: ['ipv6-unreachable'], stages: { connect: 'warning', credssp: 'ok' } }
  },
  {
    name: 'both families, nobody has the IPv4 address',
    on: named({ target, zone: { [hostname]: [nobody, v6] }, hosts: [v6] }),
    timeout: 5,
    expect: { warnings: ['ipv4-unreachable'], stages: { connect: 'warning', credssp: 'ok' } }
  },
  {
    name: 'an address that nobody has',
    on: named({ target, zone: { [hostname]: [nobody] } }),
    timeout: 5,
    expect: { problems: ['host-unreachable'], stages: { resolve: 'ok', connect: 'problem' } }
  },
  {
    name: 'an outdated address: a machine without Remote Desktop has it now',
    on: named({ target, zone: { [hostname]: ['10.99.2.1'] } }),
    expect: { problems: ['port-refused'], stages: { resolve: 'ok', connect: 'problem' } }
  },
  {
    name: 'an outdated address: another Remote Desktop host has it now',
    on: named({ target: 'pc7.lab.test', zone: { pc7: [v4] }, hosts: [v4] }),
    expect: {
      problems: ['name-resolves-to-other-host'],
      warnings: ['certificate-name-mismatch'],
      evidence: hostname
    }
  },
  {
    name: 'an alias that the DNS names as one',
    on: named({ target: 'desk.lab.test', zone: { ...here, desk: [hostname] }, hosts: [v4] }),
    expect: { warnings: ['name-resolves-to-other-host', 'certificate-name-mismatch'] }
  },
  {
    name: 'the certificate of another name',
    on: named({ target, zone: here, hosts: [v4], certificate: 'other name' }),
    expect: {
      warnings: ['certificate-name-mismatch'],
      stages: { tls: 'warning', credssp: 'ok' },
      evidence: 'other-host'
    }
  },
  {
    name: 'a certificate that has its name in the CN alone',
    on: named({ target, zone: here, hosts: [v4], certificate: 'name only in the CN' }),
    expect: sound
  },
  {
    name: 'the hosts file wins over a wrong DNS',
    on: named({ target, zone: { [hostname]: [nobody] }, hosts: [v4], hostsFile: `${v4} ${target}` }),
    expect: sound
  },
  {
    name: 'the hosts file pins an address that nobody has',
    on: named({ target, zone: here, hosts: [v4], hostsFile: `${nobody} ${target}` }),
    timeout: 5,
    expect: { problems: ['host-unreachable'], stages: { resolve: 'ok', connect: 'problem' } }
  },
  {
    name: 'the name points at this PC itself, which has no Remote Desktop',
    on: named({ target, zone: { [hostname]: ['127.0.0.1'] } }),
    expect: { problems: ['port-refused'], stages: { connect: 'problem' } }
  }
];
