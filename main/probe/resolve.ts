import { lookup as lookupCallback, promises as dns } from 'node:dns';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { promisify } from 'node:util';
import type { Family, ResolveFacts } from '../../shared/model/transcript';
import { withDeadline } from './deadline';
import { createGate } from './gate';

const lookup = promisify(lookupCallback);

/** The DNS is asked for the real name of an alias this long; the answer is a detail, so nobody waits for it. */
const aliasTimeoutMs = 1000;
const longestAliasChain = 5;

/**
 * libuv lets two lookups run at a time and queues the others, whose own time must not run meanwhile.
 * https://docs.libuv.org/en/v1.x/threadpool.html
 */
const lookups = createGate(2);

/**
 * Finds the addresses of a name in the way every other program on this PC does (hosts file, search suffixes, DNS cache,
 * both families), and what the DNS says about an alias.
 *
 * @param host a name, an IDN or a numeric address, without port and brackets
 * @throws the signal's reason when it is aborted
 */
export async function resolveName(
  host: string,
  timeoutMs: number,
  signal: AbortSignal
): Promise<ResolveFacts> {
  const numeric = isIP(host);
  if (numeric !== 0) {
    return {
      input: 'address',
      asciiName: host,
      addresses: [{ address: host, family: numeric as Family, from: 'numeric' }],
      aliasOf: [],
      searchSuffixes: [],
      error: null
    };
  }

  const asciiName = domainToASCII(host);
  const searchSuffixes = await readSearchSuffixes();
  const facts = { input: 'name', asciiName, aliasOf: [], searchSuffixes } as const;
  if (asciiName === '' || asciiName.length > 253 || asciiName.split('.').some((label) => label.length > 63)) {
    return { ...facts, addresses: [], error: { kind: 'invalid-name', code: 'EINVAL' } };
  }

  const aliases = readAliases(asciiName, searchSuffixes);
  try {
    const answers = await lookups(signal, () =>
      withDeadline(lookup(asciiName, { all: true, verbatim: true }), timeoutMs, signal)
    );
    if (answers === 'timeout')
      return { ...facts, addresses: [], error: { kind: 'timeout', code: 'ETIMEDOUT' } };
    const inHosts = await readHostsFile(asciiName);
    return {
      ...facts,
      aliasOf: inHosts.length > 0 ? [] : await withDeadline(aliases, aliasTimeoutMs, signal).then(orNone),
      addresses: answers.map(({ address, family }) => ({
        address,
        family: family as Family,
        from: inHosts.includes(address) ? 'hosts-file' : 'system'
      })),
      error: null
    };
  } catch (error) {
    signal.throwIfAborted();
    const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
    return { ...facts, addresses: [], error: { kind: await errorKind(asciiName, code), code } };
  }
}

const orNone = (aliases: string[] | 'timeout'): string[] => (aliases === 'timeout' ? [] : aliases);

/** What a failed lookup means. Node gives ENOTFOUND both for a name that does not exist and for one without an address. */
async function errorKind(name: string, code: string): Promise<NonNullable<ResolveFacts['error']>['kind']> {
  if (code === 'EAI_AGAIN' || code === 'EAI_FAIL') return 'no-server';
  if (code !== 'ENOTFOUND') return 'other';
  const resolver = new dns.Resolver({ timeout: aliasTimeoutMs, tries: 1 });
  try {
    await resolver.resolve4(name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENODATA') return 'no-address';
  }
  return 'no-such-name';
}

/** The canonical names behind `name`, nearest first. */
async function readAliases(name: string, searchSuffixes: readonly string[]): Promise<string[]> {
  const resolver = new dns.Resolver({ timeout: aliasTimeoutMs, tries: 1 });
  const chase = async (start: string): Promise<string[]> => {
    const chain: string[] = [];
    let next = start;
    while (chain.length < longestAliasChain) {
      try {
        const [target] = await resolver.resolveCname(next);
        if (!target || chain.includes(target)) break;
        chain.push(target);
        next = target;
      } catch {
        // No alias, or no answer about it: the addresses decide, this is a detail.
        break;
      }
    }
    return chain;
  };
  const candidates = name.includes('.')
    ? [name]
    : searchSuffixes.slice(0, 3).map((suffix) => `${name}.${suffix}`);
  const cancel = setTimeout(() => resolver.cancel(), aliasTimeoutMs);
  const chains = await Promise.all(candidates.map(chase));
  clearTimeout(cancel);
  return chains.find((chain) => chain.length > 0) ?? [];
}

/** What this system appends to short names. Windows keeps its list in the registry, which the machine door reads. */
async function readSearchSuffixes(): Promise<string[]> {
  if (process.platform === 'win32') {
    const domain = process.env['USERDNSDOMAIN'];
    return domain ? [domain.toLowerCase()] : [];
  }
  const text = await readText('/etc/resolv.conf');
  const line = [...text.matchAll(/^(?:search|domain)\s+(.+)$/gm)].pop()?.[1];
  return line ? line.trim().split(/\s+/) : [];
}

/** The addresses the hosts file gives `name`. */
async function readHostsFile(name: string): Promise<string[]> {
  const path =
    process.platform === 'win32'
      ? `${process.env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\drivers\\etc\\hosts`
      : '/etc/hosts';
  const lines = (await readText(path)).split(/\r?\n/);
  return lines.flatMap((line) => {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    return address && names.some((known) => known.toLowerCase() === name.toLowerCase()) ? [address] : [];
  });
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    // A system without this file has nothing to add.
    return '';
  }
}
