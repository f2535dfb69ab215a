import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { headline } from '../../shared/present/diagnosis-text';
import { plain } from '../../shared/present/finding-text';
import { text } from '../../shared/text';
import { NotATarget, parseTarget } from '../diagnosis/parse-target';
import { diagnose } from '../diagnosis/run';
import type { ProbeOptions } from '../probe/probe-run';
import { exit, exitCodeOf, worseExit } from './exit-code';
import type { Output } from './output';
import { UsageError } from './usage-error';

/** Hosts that are probed at the same time. Each has one or two sockets open, so this bounds them too. */
const atOnce = 16;

/**
 * Checks every host of a list, one per line; empty lines and what follows a `#` are passed over. Results come in the
 * order in which hosts are done: with `json` one object per line (https://jsonlines.org), otherwise one line of text.
 *
 * @param path as the person gave it, for messages
 * @throws UsageError when the list cannot be read or names no host
 */
export async function checkMany(
  list: FileHandle,
  path: string,
  options: ProbeOptions,
  json: boolean,
  output: Output,
  signal: AbortSignal
): Promise<number> {
  let worst: number = exit.ok;
  let lineNumber = 0;
  let targets = 0;
  const running = new Set<Promise<void>>();
  try {
    for await (const line of readLines(list, signal)) {
      lineNumber += 1;
      const typed = line.replace(/#.*/, '').trim();
      if (typed === '') continue;
      if (signal.aborted) break;
      targets += 1;
      const work = checkOne(typed, lineNumber).then((code) => {
        worst = worseExit(worst, code);
      });
      const tracked: Promise<void> = work.finally(() => running.delete(tracked));
      running.add(tracked);
      if (running.size >= atOnce) await Promise.race(running);
    }
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === 'read') throw new UsageError(text('cli.error.file', { path, code: code ?? '' }));
    // A stop ends the reading too.
    if (!signal.aborted) throw error;
  }
  await Promise.all(running);
  if (signal.aborted) {
    // Not closed: a read from a terminal may still be waiting, and closing would wait with it. The process ends anyway.
    await output.err(`reconnect: ${text('cli.check.stopped')}\n`);
    return worseExit(worst, exit.notChecked);
  }
  await list.close();
  if (targets === 0) throw new UsageError(text('cli.check.empty-list', { path }));
  return worst;

  async function checkOne(typed: string, number: number): Promise<number> {
    try {
      const { diagnosis } = await diagnose({ target: parseTarget(typed), options, signal });
      await output.out(json ? `${JSON.stringify(diagnosis)}\n` : `${typed}  ${headline(diagnosis)}\n`);
      return exitCodeOf(diagnosis);
    } catch (error) {
      if (!(error instanceof NotATarget)) throw error;
      const why = plain(text(`cli.target.${error.fault}`, { word: typed.slice(0, 100) }));
      await output.err(`reconnect: ${text('cli.check.bad-line', { number, why })}\n`);
      return exit.notChecked;
    }
  }
}

/** Longer than any host name with a remark; a file without line ends is no list. */
const longestLine = 100_000;

/** The lines of a list, in the encoding its byte order mark names: `>` of Windows PowerShell writes UTF-16. */
async function* readLines(list: FileHandle, signal: AbortSignal): AsyncGenerator<string> {
  const chunks = createReadStream('', { fd: list, autoClose: false, signal }) as AsyncIterable<Buffer>;
  let decoder: TextDecoder | null = null;
  let rest = '';
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : 'utf-8');
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length > longestLine) throw new UsageError(text('cli.check.no-list'));
  }
  yield rest;
}
