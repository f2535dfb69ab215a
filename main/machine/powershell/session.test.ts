import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Reading } from '../../../shared/model/reading';
import { standInFile } from './powershell-stand-in.test-data.mjs';
import { readByScript } from './read-by-script';
import { lines, requestText } from './request';
import { openSession, type ScriptSession, type SessionOptions } from './session';

// powershell.exe is a labelled stand-in here: these tests prove framing and deadlines, not PowerShell.

const never = new AbortController().signal;
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Behaviour {
  readonly file?: string;
  readonly text?: string;
  readonly answers?: readonly string[];
}
type Entry = { readonly line?: string; readonly process?: number };

function standIn(
  behaviour: Behaviour,
  options: SessionOptions = {}
): { session: ScriptSession; log: () => Entry[]; processes: () => number[]; requests: () => string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
  const logFile = join(folder, 'log');
  const executable = join(folder, 'powershell-stand-in');
  const own = JSON.stringify({ ...behaviour, log: logFile });
  writeFileSync(executable, `#!/bin/sh\nexec '${process.execPath}' '${standInFile}' '${own}' "$@"\n`, {
    mode: 0o755
  });
  const session = openSession({ executable, startMs: 5000, ...options });
  closing.push(
    () => session.close(),
    () => rmSync(folder, { recursive: true, force: true })
  );
  const log = (): Entry[] =>
    existsSync(logFile)
      ? readFileSync(logFile, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Entry)
      : [];
  return {
    session,
    log,
    processes: () => log().flatMap((entry) => entry.process ?? []),
    requests: () => log().flatMap(({ line }) => (line?.startsWith('Send-ReconnectImage') ? [line] : []))
  };
}

const ask = (session: ScriptSession, request = 'x', deadlineMs = 5000, signal = never): Promise<unknown> =>
  session.ask('Send-ReconnectImage', request, deadlineMs, signal);

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // No such process.
  }
};
const gone = async (pid: number | undefined): Promise<void> => {
  await expect.poll(() => isAlive(pid ?? 0), { timeout: 5000 }).toBe(false);
};

describe('the answer', () => {
  it.each(['plain', 'late', 'twice', 'noise', 'loud', 'pieces', 'wrapped'])(
    'is found when it comes %s',
    async (how) => {
      const { session } = standIn({ answers: [how] });
      expect(await ask(session, 'service\\tx')).toMatchObject({ n: 'first', echo: 'service\\tx' });
      // What is left of the first answer is not taken for the second.
      expect(await ask(session, 'service\\ty')).toMatchObject({ n: 'first', echo: 'service\\ty' });
    }
  );

  it('may be large', async () => {
    const { session } = standIn({ answers: ['huge'] });
    const answer = (await ask(session, 'x', 20_000)) as { updates: string[] };
    expect(answer.updates).toHaveLength(400_000);
    expect(answer.updates.at(-1)).toBe('KB1399999');
  });

  it.each([
    ['no-json', 'failed'],
    ['wrong-length', 'failed'],
    ['too-long', 'failed'],
    ['dies', 'failed'],
    ['nothing', 'failed'],
    ['never', 'timeout']
  ])('that is %s is said to be %s, and the next one is sound', async (how, reason) => {
    const { session } = standIn({ answers: [how, 'plain'] });
    expect(await ask(session, 'x', 700)).toMatchObject({ unavailable: reason });
    // A new process counts its requests anew, and does the same again: so it is asked of one that does not.
    if (['no-json', 'nothing'].includes(how)) expect(await ask(session, 'y')).toMatchObject({ echo: 'y' });
  });

  it('comes from one process, started when it is first asked', async () => {
    const { session, processes } = standIn({});
    expect(processes()).toEqual([]);
    await Promise.all([ask(session, 'a'), ask(session, 'b'), ask(session, 'c')]);
    expect(processes()).toHaveLength(1);
  });
});

describe('a PowerShell that does not answer', () => {
  it('is ended, and replaced by another one', async () => {
    const { session, processes } = standIn({ answers: ['never'] });
    expect(await ask(session, 'x', 300)).toMatchObject({ unavailable: 'timeout' });
    await gone(processes()[0]);
    expect(await ask(session, 'x', 300)).toMatchObject({ unavailable: 'timeout' });
    expect(processes()).toHaveLength(2);
  });

  it('is ended when it is no longer wanted', async () => {
    const { session, processes } = standIn({ answers: ['never'] });
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 400);
    expect(await ask(session, 'x', 30_000, abort.signal)).toEqual({ unavailable: 'not-read' });
    await gone(processes()[0]);
  });

  it('never starts for what was stopped before', async () => {
    const { session, processes } = standIn({});
    const abort = new AbortController();
    abort.abort();
    expect(await ask(session, 'x', 1000, abort.signal)).toEqual({ unavailable: 'not-read' });
    expect(processes()).toEqual([]);
  });

  it('is gone after the session was closed', async () => {
    const { session, processes } = standIn({});
    await ask(session);
    await session.close();
    await gone(processes()[0]);
    expect(await ask(session)).toEqual({ unavailable: 'not-read' });
  });
});

describe('the script', () => {
  it('is loaded as a file, whose path is in no line', async () => {
    const { session, log } = standIn({}, { scriptFile: "C:\\Üser's\\Reconnect.ps1" });
    expect(await ask(session)).toMatchObject({ echo: 'x' });
    expect(log()[1]?.line).toMatch(/^\. \$env:RECONNECT_SCRIPT; Send-ReconnectHello '[0-9a-f]{24}'$/);
  });

  it('goes over stdin in the same process where files are refused', async () => {
    const { session, processes } = standIn({ file: 'refused' }, { scriptFile: 'C:\\Reconnect.ps1' });
    expect(await ask(session)).toMatchObject({ echo: 'x' });
    expect(processes()).toHaveLength(1);
  });

  it('goes over stdin in a new process where the file never ends', async () => {
    const { session, processes } = standIn(
      { file: 'silent' },
      { scriptFile: 'C:\\Reconnect.ps1', startMs: 400 }
    );
    expect(await ask(session)).toMatchObject({ echo: 'x' });
    expect(processes()).toHaveLength(2);
  });

  it.each(['refused', 'silent'])('is blocked where it is %s either way, and not tried again', async (how) => {
    const { session, processes } = standIn(
      { file: how, text: how },
      { scriptFile: 'C:\\Reconnect.ps1', startMs: 300 }
    );
    expect(await ask(session)).toMatchObject({ unavailable: 'blocked' });
    const before = processes().length;
    expect(await ask(session)).toMatchObject({ unavailable: 'blocked' });
    expect(processes()).toHaveLength(before);
  });

  it('of another version is not used', async () => {
    const { session } = standIn({ text: 'other-version' });
    expect(await ask(session)).toMatchObject({ unavailable: 'failed' });
  });

  it('is not supported where there is no PowerShell', async () => {
    const session = openSession({ executable: '/nowhere/powershell.exe', startMs: 2000 });
    expect(await ask(session)).toMatchObject({ unavailable: 'not-supported' });
    await session.close();
  });

  it('is not looked for under a name that the environment gives', async () => {
    process.env['NODE_POWERSHELL'] = '/bin/false';
    const { session } = standIn({});
    expect(await ask(session)).toMatchObject({ echo: 'x' });
  });
});

describe('what is sent', () => {
  const hostile = [
    "'; calc.exe; '",
    '"$(calc.exe)"',
    '`$env:USERNAME`',
    'a\r\nRemove-Item C:\\\r\n',
    '\u2019; calc.exe; \u2019 \u201a \u201b \u201c \u201d \u201e',
    'nul\u0000byte',
    '\ud800 half a pair',
    "'@\n'; exit; @'",
    '\u0085\u2028\u2029 line ends of others',
    '$'.repeat(1024 * 1024)
  ];

  it.each(hostile.map((text, n) => [n, text] as const))('never is script (%#)', async (_n, text) => {
    const { session, requests, log } = standIn({});
    const request = lines([['service', text]]);
    const answer = (await ask(session, request, 20_000)) as { echo: string };
    expect(answer.echo).toBe(request);
    expect(unescape(answer.echo.slice('service\t'.length))).toBe(text);
    // One line of letters and digits, and no other line.
    expect(requests()).toHaveLength(1);
    expect(requests()[0]).toMatch(/^Send-ReconnectImage '[0-9a-f]{24}' '[A-Za-z0-9+/]*={0,2}'$/);
    expect(log().filter(({ line }) => line !== undefined)).toHaveLength(2);
  });
});

/** What .NET's `Regex.Unescape` does with what `request.ts` writes. */
const unescape = (text: string): string =>
  text.replace(/\\(?:u([0-9a-f]{4})|\\)/g, (_, code?: string) =>
    code === undefined ? '\\' : String.fromCharCode(parseInt(code, 16))
  );

describe('reading', () => {
  const service: Reading = { kind: 'service', name: 'TermService' };
  const updates: Reading = { kind: 'section', section: 'updates' };
  const firewall: Reading = { kind: 'section', section: 'firewall' };

  it('asks for what may hang apart from the rest', async () => {
    const { session, requests } = standIn({});
    await readByScript(session)([updates, service, firewall], never);
    const sent = requests().map((line) => Buffer.from(line.split("'")[3] ?? '', 'base64').toString('latin1'));
    expect(sent).toEqual([requestText([service]), requestText([firewall]), requestText([updates])]);
  });

  it('says of each reading why it is not known, and reads on', async () => {
    const { session } = standIn({ answers: ['never'] });
    const fragment = await readByScript(session, { listMs: 300 })([service, updates], never);
    expect(fragment.services).toMatchObject({ TermService: { unavailable: 'timeout' } });
    expect(fragment.updates).toMatchObject({ unavailable: 'timeout' });
  });

  it('takes an answer that is no image for none', async () => {
    const { session } = standIn({ answers: ['other-answer'] });
    expect(await readByScript(session)([updates], never)).toMatchObject({
      updates: { unavailable: 'failed' }
    });
  });

  it('leaves to the door who took the image, and when', async () => {
    const { session } = standIn({});
    expect(await readByScript(session)([service], never)).not.toHaveProperty('takenBy');
  });
});
