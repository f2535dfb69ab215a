import { holdPackets } from '../delays';
import { nobody, nobodyNear } from '../namespaces';
import { behind } from '../places';
import { byAddress, type Row } from '../row';

const atConnect = {
  resolve: 'ok',
  connect: 'problem',
  negotiate: 'not-applicable',
  tls: 'not-applicable'
} as const;
const atTls = { connect: 'ok', negotiate: 'ok', tls: 'problem', credssp: 'not-applicable' } as const;
const atNegotiate = {
  connect: 'ok',
  negotiate: 'problem',
  tls: 'not-applicable',
  credssp: 'not-applicable'
} as const;

const reject = (how: string): Row['on'] =>
  behind({ rules: [`-p tcp --dport 3389 -j REJECT --reject-with ${how}`] });
const unreachable = { problems: ['host-unreachable'], stages: atConnect } as const;

const clientRoute = (kind: string): Row['on'] =>
  behind({
    break: (network) => network.ip(network.client, `route add ${kind} 10.99.2.2/32`),
    mend: (network) => network.ip(network.client, `route del ${kind} 10.99.2.2/32`)
  });

const sendsHello = '-p tcp -m string --algo bm --hex-string |160301|';

/** A sound host behind a router that breaks the path, one way each. */
export const faultRows: readonly Row[] = [
  {
    name: 'no fault',
    on: behind({}),
    expect: {
      infos: ['nla-required', ...byAddress],
      stages: {
        resolve: 'ok',
        connect: 'ok',
        negotiate: 'ok',
        tls: 'ok',
        credssp: 'ok',
        stability: 'not-applicable'
      }
    }
  },
  {
    name: 'ping is blocked, Remote Desktop is not',
    on: behind({ rules: ['-p icmp -j DROP'] }),
    timeout: 2,
    expect: { infos: ['nla-required', ...byAddress], stages: { connect: 'ok', credssp: 'ok' } }
  },
  {
    name: 'each SYN is dropped',
    on: behind({ rules: ['-p tcp --dport 3389 --syn -j DROP'] }),
    timeout: 2,
    expect: { problems: ['port-filtered'], stages: atConnect }
  },
  {
    name: 'rejected with a reset',
    on: reject('tcp-reset'),
    expect: { problems: ['port-refused'], stages: atConnect }
  },
  {
    name: 'rejected with port-unreachable',
    on: reject('icmp-port-unreachable'),
    expect: { problems: ['port-refused'], stages: atConnect }
  },
  { name: 'rejected with host-unreachable', on: reject('icmp-host-unreachable'), expect: unreachable },
  { name: 'rejected with net-unreachable', on: reject('icmp-net-unreachable'), expect: unreachable },
  { name: 'rejected with host-prohibited', on: reject('icmp-host-prohibited'), expect: unreachable },
  { name: 'rejected with admin-prohibited', on: reject('icmp-admin-prohibited'), expect: unreachable },
  { name: 'rejected with proto-unreachable', on: reject('icmp-proto-unreachable'), expect: unreachable },
  { name: 'nobody has the address', on: behind({ target: nobody }), timeout: 5, expect: unreachable },
  {
    name: "nobody has the address, on the client's own network",
    on: behind({ target: nobodyNear }),
    timeout: 5,
    expect: unreachable
  },
  {
    name: 'the host is off the network',
    on: behind({
      break: (network) => network.ip(network.server, 'link set toRouter down'),
      mend: async (network) => {
        await network.ip(network.server, 'link set toRouter up');
        await network.ip(network.server, 'route replace default via 10.99.2.1');
        // The router remembers for a while that nobody answered.
        await network.ip(network.router, 'neigh flush all');
      }
    }),
    timeout: 5,
    expect: unreachable
  },
  {
    name: 'this PC has no route',
    on: behind({
      break: (network) => network.ip(network.client, 'route del default'),
      mend: (network) => network.ip(network.client, 'route add default via 10.99.1.1')
    }),
    expect: unreachable
  },
  { name: 'this PC routes it to unreachable', on: clientRoute('unreachable'), expect: unreachable },
  { name: 'this PC routes it to prohibit', on: clientRoute('prohibit'), expect: unreachable },
  { name: 'this PC routes it to a black hole', on: clientRoute('blackhole'), expect: unreachable },
  {
    name: 'connects, then every packet with data is dropped',
    on: behind({
      rules: ['-p tcp --dport 3389 -m conntrack --ctstate ESTABLISHED -m length --length 53: -j DROP']
    }),
    timeout: 2,
    expect: { problems: ['no-answer-after-connect'], stages: atNegotiate }
  },
  {
    name: 'reset on the connection request',
    on: behind({
      rules: ['-p tcp -m string --algo bm --hex-string |030000130ee0| -j REJECT --reject-with tcp-reset']
    }),
    expect: { problems: ['closed-during-negotiation'], stages: atNegotiate }
  },
  {
    name: 'a box on the way drops TLS and nothing else',
    on: behind({ rules: [`${sendsHello} -j DROP`] }),
    timeout: 2,
    expect: { problems: ['tls-failed'], stages: atTls }
  },
  {
    name: 'a box on the way resets TLS',
    on: behind({ rules: [`${sendsHello} -j REJECT --reject-with tcp-reset`] }),
    expect: { problems: ['tls-failed'], stages: atTls, evidence: 'reset' }
  },
  {
    name: 'large packets vanish on the way back',
    on: behind({ rules: ['-p tcp --sport 3389 -m length --length 600: -j DROP'] }),
    timeout: 2,
    expect: { problems: ['tls-failed'], stages: atTls }
  },
  {
    name: 'reset after 300 bytes',
    on: behind({
      rules: [
        '-p tcp --dport 3389 -m connbytes --connbytes 300: --connbytes-dir both --connbytes-mode bytes -j REJECT --reject-with tcp-reset'
      ]
    }),
    expect: { problems: ['tls-failed'], stages: atTls, evidence: 'reset' }
  },
  {
    // 36 % of the round trips. Each stage has to live through its retransmissions, hence the long time limit.
    name: '20 % of all packets are lost, each way',
    on: behind({ rules: ['-m statistic --mode random --probability 0.2 -j DROP'] }),
    timeout: 60,
    flags: ['--repeat', '20', '--hold', '1'],
    expect: { warnings: ['unstable-connection'], stages: { connect: 'ok', stability: 'warning' } }
  },
  {
    name: 'every third SYN is lost',
    on: behind({ rules: ['-p tcp --dport 3389 --syn -m statistic --mode nth --every 3 --packet 2 -j DROP'] }),
    timeout: 5,
    flags: ['--repeat', '12', '--hold', '1'],
    expect: { warnings: ['unstable-connection'], stages: { connect: 'ok', stability: 'warning' } }
  },
  {
    name: 'a quarter of a second there and back',
    on: behind({ break: (network) => holdPackets(network, 250) }),
    expect: { infos: ['nla-required', ...byAddress, 'slow-path'], stages: { connect: 'ok', credssp: 'ok' } }
  },
  {
    name: 'between nothing and 0.8 s each time',
    on: behind({ break: (network) => holdPackets(network, 0, 800) }),
    timeout: 15,
    flags: ['--repeat', '16', '--hold', '1'],
    expect: { warnings: ['unstable-connection'], stages: { connect: 'ok', stability: 'warning' } }
  },
  {
    name: 'no fault, watched',
    on: behind({}),
    flags: ['--repeat', '10', '--hold', '4'],
    expect: { infos: ['nla-required', ...byAddress], stages: { stability: 'ok' } }
  },
  {
    name: 'reset in the middle of a connection that lives on',
    on: behind({
      // A whole probe needs fewer packets; the held connection gets there after about three seconds.
      rules: [
        '-p tcp --dport 3389 -m connbytes --connbytes 45: --connbytes-dir both --connbytes-mode packets -j REJECT --reject-with tcp-reset'
      ]
    }),
    flags: ['--repeat', '10', '--hold', '8'],
    expect: {
      problems: ['connection-reset-midway'],
      stages: { connect: 'ok', negotiate: 'ok', tls: 'ok', credssp: 'ok', stability: 'problem' }
    }
  }
];
