import { isIP } from 'node:net';
import { isListening, startDaemon, type Daemon } from './programs';
import { serverAddress, type Network } from './namespaces';

/** Records of the zone lab.test: `name: addresses`, or `name: other name` for an alias. */
export type Zone = Readonly<Record<string, readonly string[]>>;

/** A name server for lab.test in the server's namespace, and a client that asks it. Everything else is refused. */
export async function startNames(network: Network, zone: Zone): Promise<Daemon> {
  const records = Object.entries(zone).map(([name, data]) =>
    data.length === 1 && isIP(data[0] ?? '') === 0
      ? `--cname=${name}.lab.test,${data[0] ?? ''}.lab.test`
      : `--host-record=${name}.lab.test,${data.join(',')}`
  );
  const server = await startDaemon(
    [
      'dnsmasq',
      '--no-daemon',
      '--no-resolv',
      '--no-hosts',
      '--conf-file=/dev/null',
      `--listen-address=${serverAddress}`,
      '--bind-interfaces',
      '--user=root',
      '--pid-file=',
      '--log-facility=-',
      '--log-queries',
      '--local=/lab.test/',
      ...records
    ],
    { name: 'dnsmasq', inside: network.server, ready: (pid) => isListening(pid, serverAddress, 53) }
  );
  useNameServer(network, serverAddress);
  return server;
}

/** Points the client at a name server, which need not exist. Short names get `lab.test` appended. */
export function useNameServer(network: Network, address: string): void {
  network.clientFiles({
    'resolv.conf': `nameserver ${address}\nsearch lab.test\noptions timeout:1 attempts:1\n`,
    hosts: '127.0.0.1 localhost\n'
  });
}
