import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { cleanUp } from '../e2e/lab/scratch';
import { againstNmap, comparisonText, type Comparison } from './against-nmap';
import { againstParse, parseText } from './against-parse';
import { againstReg, regText } from './against-reg';
import { againstWire, wireText, type WireComparison } from './against-wire';
import { spread, spreadText } from './figures';
import { startHosts } from './hosts';

// Ratios are for people to read and compare, and never a test that fails: a machine may be busy.

const explained = {
  nmap: `check --json --pause 0 against nmap's rdp-enum-encryption, rdp-ntlm-info and ssl-cert: whole processes on the same
servers, in turns. Times are least / median / most. nmap pauses 0.2 s between its own connections, about a second in
all, and lists RC4 levels that check does not ask for. Goal: at most 0.2.`,
  wire: `The diagnosis inside this process, until its TLS stage is decided, against one bare TCP connect, X.224 request and TLS
handshake in the same process (what any client has to do; the FreeRDP server itself takes 35 to 50 ms to answer).
CredSSP, UDP and the offers that read the host's policy come later and are in the whole time only. Goal: at most 2.`,
  reg: `What the facts of a PC read of its registry, in the Windows build under Wine: the app's native code against one reg.exe for
each key, from the same process, in turns. Least / median / most. Goal: at most 0.15, and 200 values in under 50 ms.`,
  parse: `A history as it opens: the journal read from disk, each line proved by its hash, each record checked, and each change
judged by the PC, against the same file read line by line by JSON.parse alone. Goal: 10,000 changes in under 200 ms.`
};

const nmap: Comparison[] = [];
const wire: WireComparison[] = [];
try {
  const hosts = await startHosts();
  console.log(`${explained.wire}\n`);
  for (const host of hosts) {
    const result = await againstWire(host);
    wire.push(result);
    console.log(wireText(result));
  }
  console.log(`\n${explained.nmap}\n`);
  for (const host of hosts) {
    const result = await againstNmap(host);
    nmap.push(result);
    console.log(comparisonText(result));
  }
  for (const host of hosts) await host.stop();
} finally {
  cleanUp();
}

console.log(`\n${explained.reg}\n`);
const reg = await againstReg();
console.log('missing' in reg ? `not measured: ${reg.missing}` : regText(reg));

console.log(`\n${explained.parse}\n`);
const parse = [await againstParse(2500), await againstParse(10_000)];
for (const one of parse) console.log(parseText(one));

const medians = (all: readonly { readonly ratio: { readonly median: number } }[]): string =>
  spreadText(spread(all.map(({ ratio }) => ratio.median)), 3);
console.log(
  `\nmedian ratios over the hosts, least / middle / most: to nmap ${medians(nmap)}, to the bare round trip ${medians(wire)}`
);

mkdirSync('artifacts', { recursive: true });
const machine = { node: process.version, processors: cpus().length, processor: cpus()[0]?.model ?? null };
writeFileSync(
  'artifacts/bench.json',
  `${JSON.stringify({ takenAt: new Date().toISOString(), machine, nmap, wire, reg, parse }, null, 2)}\n`
);
console.log('artifacts/bench.json');
