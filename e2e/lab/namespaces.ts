import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { must } from './programs';
import { atExit, isGone } from './scratch';

/**
 * Three network namespaces: client – router – server, IPv4 and IPv6. Addresses repeat between networks, which do not
 * see each other. Faults are rules in the router, so neither end knows of them.
 */
export interface Network {
  /** Names of the namespaces. */
  readonly client: string;
  readonly router: string;
  readonly server: string;
  /** Appends a rule to the router's FORWARD chain, for IPv4 unless the first word is `ip6tables`. */
  block(rule: string): Promise<void>;
  /** Takes all rules away. */
  clear(): Promise<void>;
  /** `ip` inside one of the namespaces, such as `ip(network.client, 'route del default')`. */
  ip(namespace: string, command: string): Promise<void>;
  /** Files that only programs in the client's namespace see. */
  clientFiles(files: { readonly hosts?: string; readonly 'resolv.conf'?: string }): void;
  close(): Promise<void>;
}

export const serverAddress = '10.99.2.2';
export const serverAddress6 = 'fd99:2::2';
/** An address on the server's network that nobody has. */
export const nobody = '10.99.2.77';
/** The same on the client's own network. */
export const nobodyNear = '10.99.1.77';

const ours = /^rclab-(\d+)-\d+-(?:client|router|server)$/;
let last = 0;
let swept = false;

/** Makes a network. Fails unless run as root on Linux with `ip` and `iptables`. */
export async function openNetwork(): Promise<Network> {
  sweep();
  last += 1;
  const name = `rclab-${process.pid}-${last}`;
  const [client, router, server] = [`${name}-client`, `${name}-router`, `${name}-server`];
  const all = [client, router, server];
  const remove = (): void => {
    for (const namespace of all) removeNamespace(namespace);
  };
  atExit(remove);
  const batch = (commands: readonly string[], inside?: string): Promise<string> =>
    must(['ip', ...(inside === undefined ? [] : ['-n', inside]), '-batch', '-'], {
      input: `${commands.join('\n')}\n`
    });
  await batch(all.map((namespace) => `netns add ${namespace}`));
  const set = (namespace: string, ...settings: string[]): Promise<string> =>
    must(['ip', 'netns', 'exec', namespace, 'sysctl', '-qw', ...settings]);
  // Looking for a second owner of each new IPv6 address takes two seconds.
  for (const namespace of all) await set(namespace, 'net.ipv6.conf.default.accept_dad=0');
  await set(router, 'net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1');
  // Otherwise the second ICMP answer of a second is late.
  await set(router, 'net.ipv4.icmp_ratelimit=0', 'net.ipv6.icmp.ratelimit=0');
  await batch([
    `link add toRouter netns ${client} type veth peer name toClient netns ${router}`,
    `link add toRouter netns ${server} type veth peer name toServer netns ${router}`
  ]);
  const end = (net: number, device: string, host: number): string[] => [
    'link set lo up',
    `addr add 10.99.${net}.${host}/24 dev ${device}`,
    `addr add fd99:${net}::${host}/64 dev ${device} nodad`,
    `link set ${device} up`
  ];
  const gateway = (net: number): string[] => [
    `route add default via 10.99.${net}.1`,
    `route add default via fd99:${net}::1`
  ];
  await batch([...end(1, 'toClient', 1), ...end(2, 'toServer', 1)], router);
  await batch([...end(1, 'toRouter', 2), ...gateway(1)], client);
  await batch([...end(2, 'toRouter', 2), ...gateway(2)], server);
  return {
    client,
    router,
    server,
    block: async (rule) => {
      const words = rule.split(' ');
      const program = words[0] === 'ip6tables' ? 'ip6tables' : 'iptables';
      const rest = words[0] === 'ip6tables' ? words.slice(1) : words;
      await must(['ip', 'netns', 'exec', router, program, '-A', 'FORWARD', ...rest]);
    },
    clear: async () => {
      for (const program of ['iptables', 'ip6tables'])
        await must(['ip', 'netns', 'exec', router, program, '-F', 'FORWARD']);
    },
    ip: async (namespace, command) => {
      await must(['ip', '-n', namespace, ...command.split(' ')]);
    },
    clientFiles: (files) => {
      mkdirSync(etc(client), { recursive: true });
      for (const [file, text] of Object.entries(files)) writeFileSync(`${etc(client)}/${file}`, text);
    },
    close: async () => {
      remove();
      await Promise.resolve();
    }
  };
}

/** `ip netns exec` mounts these files over /etc for the programs it starts, and for nobody else. */
const etc = (namespace: string): string => `/etc/netns/${namespace}`;

/** Removes one of our namespaces with the programs that still run in it, if it is there. */
function removeNamespace(namespace: string): void {
  if (!ours.test(namespace)) throw new Error(`not a namespace of this lab: ${namespace}`);
  rmSync(etc(namespace), { recursive: true, force: true });
  if (!existsSync(`/run/netns/${namespace}`)) return;
  const pids = execFileSync('ip', ['netns', 'pids', namespace], { encoding: 'utf8' });
  for (const pid of pids.split('\n').filter((text) => text !== '')) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
  execFileSync('ip', ['netns', 'del', namespace]);
}

/** Removes what runs that were killed left behind: namespaces of ours whose maker is gone. */
function sweep(): void {
  if (swept) return;
  swept = true;
  const left = [...entries('/run/netns'), ...entries('/etc/netns')];
  for (const namespace of new Set(left)) {
    const maker = ours.exec(namespace)?.[1];
    if (maker !== undefined && isGone(maker)) removeNamespace(namespace);
  }
}

const entries = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
