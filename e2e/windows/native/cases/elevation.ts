import { deepStrictEqual, ok, strictEqual, throws } from 'node:assert';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { pipeSecurity } from '../../../../main/elevation/this-windows';
import { nativeReaders } from '../../../../main/machine/native';
import { WindowsError } from '../../../../main/machine/native/failure';
import {
  call,
  type Out,
  type Pointer,
  systemDirectory,
  textAt
} from '../../../../main/machine/native/library';
import { askInMessageBox } from '../../../../main/machine/native/message-box';
import type { PipeEnd } from '../../../../main/machine/native/pipe-calls';
import { connectPipe } from '../../../../main/machine/native/pipe-client';
import { servePipe } from '../../../../main/machine/native/pipe-server';
import { markOf, stillRuns } from '../../../../main/machine/native/process-mark';
import { startAsAdministrator } from '../../../../main/machine/native/shell-execute';
import { type Cases, timed, until } from './case';

const openPipe = call<
  [name: string, access: number, share: number, security: null, how: number, flags: number, template: null],
  Pointer
>(
  'kernel32.dll',
  'void *CreateFileW(str16 name, uint32_t access, uint32_t share, void *security, uint32_t how, uint32_t flags, void *template)'
);
const closeHandle = call<[handle: Pointer], number>('kernel32.dll', 'int CloseHandle(void *handle)');
const getSecurity = call<
  [
    handle: Pointer,
    kind: number,
    parts: number,
    owner: null,
    group: null,
    dacl: null,
    sacl: null,
    descriptor: Out<Pointer | null>
  ],
  number
>(
  'advapi32.dll',
  'uint32_t GetSecurityInfo(void *handle, int kind, uint32_t parts, void *owner, void *group, void *dacl, void *sacl, _Out_ void **descriptor)'
);
const toText = call<
  [descriptor: Pointer, revision: number, parts: number, text: Out<Pointer | null>, length: null],
  number
>(
  'advapi32.dll',
  'int ConvertSecurityDescriptorToStringSecurityDescriptorW(void *descriptor, uint32_t revision, uint32_t parts, _Out_ void **text, uint32_t *length)'
);

const newName = (): string => randomBytes(16).toString('hex');

async function ownSid(): Promise<string> {
  const { sid } = (await nativeReaders.sections.identity()).identity;
  if (typeof sid !== 'string') throw new Error('no SID');
  return sid;
}

const codeOf = (work: () => unknown): number => {
  try {
    work();
    return 0;
  } catch (error) {
    if (error instanceof WindowsError) return error.code;
    throw error;
  }
};

/** Both ends of a pipe in this one process. */
async function ends(): Promise<{ name: string; server: PipeEnd; client: PipeEnd }> {
  const name = newName();
  const { first } = servePipe(name, pipeSecurity(await ownSid()));
  const client = connectPipe(name);
  return { name, client, server: await first };
}

const all = (from: Duplex): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    from.on('data', (part: Buffer) => parts.push(part));
    from.on('end', () => resolve(Buffer.concat(parts)));
    from.on('error', reject);
  });

export const elevationCases: Cases = {
  'a pipe has the security that was asked for, and one instance': async () => {
    const name = newName();
    const sid = await ownSid();
    const server = servePipe(name, pipeSecurity(sid));
    const pipe = openPipe(`\\\\.\\pipe\\${name}`, 0x12_019b, 0, null, 3, 0, null);
    const descriptor: Out<Pointer | null> = [null];
    // SE_KERNEL_OBJECT; owner and DACL.
    strictEqual(getSecurity(pipe, 6, 5, null, null, null, null, descriptor), 0);
    const text: Out<Pointer | null> = [null];
    ok(toText(descriptor[0] ?? 0n, 1, 5, text, null) !== 0);
    const short = (sddl: string): string => sddl.replace(/FA(?=;)/g, '0x1f01ff');
    strictEqual(short(textAt(text[0] ?? 0n) ?? ''), short(pipeSecurity(sid)));
    strictEqual(
      codeOf(() => connectPipe(name)),
      231
    );
    strictEqual(
      codeOf(() => servePipe(name, pipeSecurity(sid))),
      231
    );
    closeHandle(pipe);
    (await server.first).close();
  },

  'a pipe that is closed before anybody came is gone': async () => {
    const name = newName();
    const server = servePipe(name, pipeSecurity(await ownSid()));
    server.close();
    server.close();
    strictEqual(
      codeOf(() => connectPipe(name)),
      2
    );
  },

  'both ends of a pipe know the process at the other': async () => {
    const { server, client } = await ends();
    deepStrictEqual([server.peer, client.peer], [process.pid, process.pid]);
    server.close();
    client.close();
    server.close();
  },

  'bytes go both ways through a pipe, more than it holds, and nothing else waits for them': async () => {
    const { server, client } = await ends();
    const sent = [randomBytes(3_000_000), randomBytes(3_000_000)] as const;
    const streams = [server.stream(), client.stream()] as const;
    const got = [all(streams[0]), all(streams[1])] as const;
    const { took, longest } = await timed(async () => {
      streams[0].write(sent[0]);
      streams[1].write(sent[1]);
      await until('all is taken', () => streams.every(({ writableLength }) => writableLength === 0), 20_000);
      streams[0].end();
      await got[1];
    });
    ok((await got[1]).equals(sent[0]));
    streams[1].destroy();
    ok(Buffer.from((await got[0]).subarray(0, sent[1].length)).equals(sent[1]));
    return { 'pipe, 6 MB, ms': took, 'pipe, longest turn, ms': longest };
  },

  'a process is known by when it began, until it has ended': async () => {
    const own = markOf(process.pid);
    if (own === null) throw new Error('this process runs');
    deepStrictEqual(markOf(process.pid), own);
    ok(stillRuns(own));
    ok(!stillRuns({ ...own, startedAt: String(BigInt(own.startedAt) + 1n) }));
    strictEqual(markOf(0xffff_fff0), null);
    const child = spawn('cmd.exe', ['/c', 'pause'], { stdio: ['pipe', 'ignore', 'ignore'] });
    const mark = markOf(child.pid ?? 0);
    if (mark === null) throw new Error('the child runs');
    ok(stillRuns(mark));
    // Held open here, as Task Manager might: its number stays taken, and it is gone all the same.
    child.kill();
    await until('the end of the child', () => !stillRuns(mark));
  },

  'a program is started by the shell, and what cannot be is told by number': async () => {
    const folder = systemDirectory();
    const started = await startAsAdministrator(`${folder}\\cmd.exe`, ['/c', 'exit', '7'], folder);
    strictEqual(started.kind, 'started');
    deepStrictEqual(await startAsAdministrator(`${folder}\\no such program.exe`, [], folder), {
      kind: 'failed',
      error: 2
    });
    await startAsAdministrator('x', ['a "b'], folder).then(
      () => ok(false),
      () => undefined
    );
  },

  'a question in a message box is withdrawn, and then is a no': async () => {
    const stop = new AbortController();
    const { longest } = await timed(async () => {
      const answer = askInMessageBox('Is anybody there?', 'Reconnect case', stop.signal);
      setTimeout(() => stop.abort(), 1000);
      strictEqual(await answer, false);
    });
    strictEqual(await askInMessageBox('And now?', 'Reconnect case', stop.signal), false);
    return { 'message box, longest turn, ms': longest };
  },

  'what is no security descriptor makes no pipe': async () => {
    throws(() => servePipe(newName(), 'D:(nonsense'), WindowsError);
    await Promise.resolve();
  }
};
