import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { diagnosisSchema, type Diagnosis } from '../../shared/model/diagnosis';
import { cli, node } from './runtimes';
import { atExit, cleanUp, freshPath } from './scratch';

afterAll(cleanUp);

const seenSchema = z.object({ accepted: z.number(), open: z.number(), most: z.number() });

/** The hosts run in a process of their own, so that their sockets are not counted as the command line's. */
async function startHosts(): Promise<{
  port: number;
  ask: () => Promise<z.infer<typeof seenSchema>>;
  stop: () => void;
}> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('many-hosts.mjs', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit']
  });
  const stop = (): boolean => child.kill('SIGKILL');
  atExit(stop);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('the hosts ended');
    return JSON.parse(value);
  };
  const { port } = z.object({ port: z.number() }).parse(await next());
  return {
    port,
    ask: async () => {
      child.stdin.write('?\n');
      return seenSchema.parse(await next());
    },
    stop
  };
}

const hosts = 1000;
/** Every so many one has nothing listening. */
const closedEvery = 50;
/** More hosts than this at once would be a scan. */
const mostAtOnce = 64;
const warmUp = 200;
const mostGrowthBytes = 64 * 1024 * 1024;

/** Resident memory of a process, bytes; null once it is gone. */
function residentBytes(pid: number): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return null;
    throw error;
  }
}

test('a list of 1,000 hosts: each gets its line, memory stays flat, no socket is left', async () => {
  const server = await startHosts();
  const isClosed = (index: number): boolean => index % closedEvery === 0;
  const targets = Array.from({ length: hosts }, (_, index) => ({
    host: `127.${100 + (process.pid % 100)}.${1 + Math.floor(index / 200)}.${1 + (index % 200)}`,
    port: isClosed(index) ? 1 : server.port
  }));
  const list = freshPath('hosts.txt');
  writeFileSync(list, `# a comment\n\n${targets.map(({ host, port }) => `${host}:${port}`).join('\n')}\n`);

  const child = spawn(node.program, [cli, 'check', `@${list}`, '--json', '--pause', '0', '--timeout', '3'], {
    stdio: ['ignore', 'pipe', 'inherit']
  });
  atExit(() => child.kill('SIGKILL'));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));

  const diagnoses: Diagnosis[] = [];
  let early = 0;
  let most = 0;
  let lastLineAt = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    diagnoses.push(diagnosisSchema.parse(JSON.parse(line)));
    lastLineAt = performance.now();
    const resident = residentBytes(child.pid ?? 0);
    if (resident === null) continue;
    if (diagnoses.length <= warmUp) early = Math.max(early, resident);
    else most = Math.max(most, resident);
  }
  const exitCode = await ended;
  const lingeredMs = performance.now() - lastLineAt;

  const spell = ({ host, port }: { host: string; port: number }): string => `${host}:${port}`;
  expect(diagnoses.map(({ target }) => spell(target)).sort()).toEqual(targets.map(spell).sort());
  for (const { target, likelyCause, findings } of diagnoses) {
    const found = findings.map(({ id }) => id);
    if (target.port === 1) expect(likelyCause, spell(target)).toBe('port-refused');
    else expect(found, spell(target)).toContain('rdp-security-only');
  }
  expect(exitCode, 'some have a problem').toBe(1);
  expect(lingeredMs, 'it ends by itself when the last line is out').toBeLessThan(1500);

  expect(early).toBeGreaterThan(0);
  expect(most - early, `resident memory after the first ${warmUp}, bytes`).toBeLessThan(mostGrowthBytes);

  const seen = await server.ask();
  expect(seen.accepted).toBeGreaterThanOrEqual(hosts - hosts / closedEvery);
  expect(seen.open, 'sockets left open').toBe(0);
  expect(seen.most, 'connections at a time').toBeLessThanOrEqual(mostAtOnce);
  server.stop();
});
