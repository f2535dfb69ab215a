import { check } from '../e2e/lab/check';
import { must } from '../e2e/lab/programs';
import { node } from '../e2e/lab/runtimes';
import { nmapFacts, ourFacts, wrongFacts } from './facts';
import { ratios, spread, spreadText, type Spread } from './figures';
import type { Host } from './hosts';

const rounds = 6;

export interface Comparison {
  readonly host: string;
  /** Wall time of the whole process, milliseconds. */
  readonly oursMs: readonly number[];
  readonly nmapMs: readonly number[];
  readonly ratio: Spread;
  readonly oursWrong: readonly string[];
  readonly nmapWrong: readonly string[];
}

async function timeOurs({ address }: Host): Promise<{ ms: number; wrong: (host: Host) => string[] }> {
  const { diagnosis, durationMs } = await check(address, { runtime: node, flags: ['--pause', '0'] });
  return { ms: durationMs, wrong: (host) => wrongFacts(ourFacts(diagnosis), host.truth) };
}

async function timeNmap({ address }: Host): Promise<{ ms: number; wrong: (host: Host) => string[] }> {
  const started = performance.now();
  // -n: no names are asked for; -Pn: no ping. It runs these scripts on the standard port only.
  const scripts = 'rdp-enum-encryption,rdp-ntlm-info,ssl-cert';
  const output = await must(['nmap', '-n', '-Pn', '-p', '3389', '--script', scripts, address]);
  const ms = performance.now() - started;
  return { ms, wrong: (host) => wrongFacts(nmapFacts(output), host.truth) };
}

/** Times both on one host, turn by turn after a warm-up, and compares what they said with how the host was set up. */
export async function againstNmap(host: Host): Promise<Comparison> {
  let ours = await timeOurs(host);
  let nmap = await timeNmap(host);
  const oursMs: number[] = [];
  const nmapMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // Who goes first alternates too.
    if (round % 2 === 0) {
      ours = await timeOurs(host);
      nmap = await timeNmap(host);
    } else {
      nmap = await timeNmap(host);
      ours = await timeOurs(host);
    }
    oursMs.push(ours.ms);
    nmapMs.push(nmap.ms);
  }
  return {
    host: host.name,
    oursMs,
    nmapMs,
    ratio: spread(ratios(oursMs, nmapMs)),
    oursWrong: ours.wrong(host),
    nmapWrong: nmap.wrong(host)
  };
}

/** The comparison as lines of text. */
export function comparisonText({ host, oursMs, nmapMs, ratio, oursWrong, nmapWrong }: Comparison): string {
  const facts = (wrong: readonly string[]): string =>
    wrong.length === 0 ? 'all facts right' : `wrong: ${wrong.join('; ')}`;
  return [
    `${host}`,
    `  check  ${spreadText(spread(oursMs), 0).padEnd(22)} ms   ${facts(oursWrong)}`,
    `  nmap   ${spreadText(spread(nmapMs), 0).padEnd(22)} ms   ${facts(nmapWrong)}`,
    `  ratio  ${spreadText(ratio, 3)}`
  ].join('\n');
}
