import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnosisSchema } from '../../shared/model/diagnosis';
import { explanationSchema } from '../../shared/model/explanation';
import { findScenario } from '../demo/scenario';
import { runCommand } from './run-command';

const folder = mkdtempSync(join(tmpdir(), 'reconnect-cli-'));
let closing: Server;
let closingPort: number;

beforeAll(async () => {
  // A server that hangs up on everyone: a problem that needs nothing else.
  closing = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => closing.listen(0, '127.0.0.1', resolve));
  const address = closing.address();
  closingPort = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => {
  closing.close();
  rmSync(folder, { recursive: true });
});

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await runCommand(
    args,
    {
      out: (text) => Promise.resolve(void (out += text)),
      err: (text) => Promise.resolve(void (err += text)),
      colour: false,
      live: false
    },
    new AbortController().signal
  );
  return { code, out, err };
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('what needs Windows', () => {
  it.runIf(process.platform !== 'win32').each(['this-pc', 'self-test', 'this-pc --computer pc9'])(
    'says in one line that there is no Windows here, and that nothing was checked: %s',
    async (line) => {
      const { code, out, err } = await run(...line.split(' '));
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(/^reconnect: [^\n]*Windows[^\n]*\n$/);
    }
  );
});

describe('wrong usage is one line on stderr, nothing on stdout, and exit 64', () => {
  it.each([
    [['dance'], 'no verb “dance”'],
    [['constructor'], 'no verb “constructor”'],
    [['toString', '--help'], 'no verb “toString”'],
    [['report', 'out.zip'], 'planned'],
    [['fix'], 'fix'],
    [['fix', 'dance', '--on', 'x.json', '--dry-run'], '“dance”'],
    [['check'], 'which PC'],
    [['check', 'a', 'b'], '“b”'],
    [['check', 'pc9', '--speed'], '--speed'],
    [['check', 'pc9', '--timeout', 'soon'], '--timeout takes a number'],
    [['check', 'pc9', '--pause', '-1'], '--pause'],
    [['check', 'pc9', '--repeat', '100000'], '--repeat'],
    [['check', 'pc9', '--repeat', '2.5'], 'whole number'],
    [['check', 'pc\u001b[2J'], '\\u001b'],
    [['check', `@${folder}`], 'EISDIR'],
    [['check', 'pc9:0'], 'port'],
    [['check', 'https://pc9'], 'no name or address'],
    [['check', '@/no/such/list'], 'ENOENT'],
    [['check', '/no/such/file.rdp'], 'ENOENT'],
    [['check', '--demo=nothing'], 'healthy'],
    [['check', 'pc9', '--demo'], 'leave the target out'],
    [['explain'], 'which code'],
    [['explain', 'hello'], 'neither a code nor a message']
  ])('%j', async (args, part) => {
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err).toContain(part);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('refuses an .rdp file that is too large or names no PC', async () => {
    const large = file('large.rdp', '');
    truncateSync(large, 2 * 1024 * 1024);
    expect((await run('check', large)).err).toContain('too large');
    expect(await run('check', file('empty.rdp', 'screen mode id:i:2'))).toMatchObject({ code: 64 });
  });
});

describe('explain', () => {
  it('takes both numbers, and negative ones without ceremony', async () => {
    const pair = explanationSchema.parse(JSON.parse((await run('explain', '0x904', '0x7', '--json')).out));
    expect(pair.codes.map(({ kind, code }) => [kind, code])).toEqual([
      ['disconnect-reason', '0x904'],
      ['extended-reason', '0x7']
    ]);
    const negative = explanationSchema.parse(JSON.parse((await run('explain', '-2146893052', '--json')).out));
    expect(negative.codes[0]?.code).toBe('0x80090304');
  });

  it('reads well for people', async () => {
    const { out, code } = await run('explain', '0x904');
    expect(code).toBe(0);
    expect(out).toContain('0x904');
    expect(out).toMatch(/1\. .+/);
  });
});

describe('check', () => {
  it('gives the diagnosis as one JSON object', async () => {
    const { code, out, err } = await run('check', `127.0.0.1:${closingPort}`, '--json', '--pause', '0');
    const diagnosis = diagnosisSchema.parse(JSON.parse(out));
    expect(diagnosis.likelyCause).toBe('closed-during-negotiation');
    expect(diagnosis.target).toEqual({ host: '127.0.0.1', port: closingPort });
    expect({ code, err }).toEqual({ code: 1, err: '' });
  });

  it('says the same to people, with the side and what to do', async () => {
    const { out } = await run('check', `127.0.0.1:${closingPort}`, '--pause', '0');
    expect(out).toContain('Most likely:');
    expect(out).toContain('closed-during-negotiation');
    expect(out).toContain('What to do:');
    expect(out).not.toContain('\u001b');
  });

  it('reads the target of an .rdp file as Windows writes it', async () => {
    const text = `full address:s:127.0.0.1\r\nserver port:i:${closingPort}\r\n`;
    const path = file('work.rdp', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
    const { out } = await run('check', path, '--json', '--pause', '0');
    expect(diagnosisSchema.parse(JSON.parse(out)).target.port).toBe(closingPort);
  });

  it('checks every line of a list and passes over what is none', async () => {
    const list = file(
      'hosts.txt',
      `\uFEFF127.0.0.1:${closingPort}\r\n\r\n# the printer\nhttps://pc9\n127.0.0.1:${closingPort} # twice\n`
    );
    const { code, out, err } = await run('check', `@${list}`, '--json', '--pause', '0');
    const results = out
      .trimEnd()
      .split('\n')
      .map((line) => diagnosisSchema.parse(JSON.parse(line)));
    expect(results.map(({ likelyCause }) => likelyCause)).toEqual([
      'closed-during-negotiation',
      'closed-during-negotiation'
    ]);
    expect(err).toContain('line 4');
    expect(code).toBe(1);
  });

  it('reads the list that Windows PowerShell writes', async () => {
    const text = `127.0.0.1:${closingPort}\r\n127.0.0.1:${closingPort}\r\n`;
    const list = file('utf16.txt', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
    const { out, err } = await run('check', `@${list}`, '--json', '--pause', '0');
    expect(out.trimEnd().split('\n')).toHaveLength(2);
    expect(err).toBe('');
  });

  it('refuses a list that names no PC', async () => {
    expect(await run('check', `@${file('none.txt', '# nobody\n\n')}`)).toMatchObject({ code: 64 });
  });

  it('connects to one host of a list once per pause, however often it stands there', async () => {
    const times: number[] = [];
    const server = createServer((socket) => {
      times.push(performance.now());
      socket.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.3', resolve));
    const address = server.address();
    const line = `127.0.0.3:${typeof address === 'object' && address ? address.port : 0}\n`;
    await run('check', `@${file('same.txt', line.repeat(4))}`, '--json', '--pause', '100');
    server.close();
    expect(times).toHaveLength(4);
    expect((times[3] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(270);
  });

  it('runs a demo without any network', async () => {
    const { code, out } = await run('check', '--demo', '--json', '--pause', '0');
    expect(diagnosisSchema.parse(JSON.parse(out))).toMatchObject({
      demo: { scenario: findScenario('healthy')?.id, replayed: false },
      likelyCause: null
    });
    expect(code).toBe(0);
  });

  it('stops at once when it is interrupted, and keeps what was seen', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 200);
    let out = '';
    const output = {
      out: (text: string) => Promise.resolve(void (out += text)),
      err: () => Promise.resolve(),
      colour: false,
      live: false
    };
    const started = Date.now();
    const port = typeof address === 'object' && address ? address.port : 0;
    const code = await runCommand(['check', `127.0.0.1:${port}`, '--json'], output, stop.signal);
    silent.close();
    const { stages } = diagnosisSchema.parse(JSON.parse(out));
    expect(Date.now() - started).toBeLessThan(2000);
    expect(stages.find(({ id }) => id === 'connect')?.outcome).toBe('ok');
    expect(stages.find(({ id }) => id === 'negotiate')).toMatchObject({
      outcome: 'could-not-run',
      evidence: { because: 'cancelled' }
    });
    expect(code).toBe(2);
  });

  it('never lets a stopped list look like a whole one', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const list = file('many.txt', `127.0.0.1:${port}\n`.repeat(100));
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    let err = '';
    const output = {
      out: () => Promise.resolve(),
      err: (text: string) => Promise.resolve(void (err += text)),
      colour: false,
      live: false
    };
    const code = await runCommand(['check', `@${list}`, '--json'], output, stop.signal);
    silent.close();
    expect(code).toBe(2);
    expect(err).toContain('was not checked');
  });
});
