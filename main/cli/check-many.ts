import type { FileHandle } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { text } from '../../shared/text';
import { NotATarget, parseTarget } from '../diagnosis/parse-target';
import { diagnose } from '../diagnosis/run';
import { headline } from '../../shared/present/diagnosis-text';
import type { ProbeOptions } from '../probe/probe-run';
import { exit, exitCodeOf, worseExit } from './exit-code';
import type { Output } from './output';

/** Hosts that are probed at the same time. Each has one or two sockets open, so this bounds them too. */
const atOnce = 16;

/**
 * Checks every host of a list, one per line; empty lines and what follows a `#` are passed over. Results come in the
 * order in which hosts are done: with `json` one object per line (https://jsonlines.org), otherwise one line of text.
 */
export async function checkMany(
  list: FileHandle,
  options: ProbeOptions,
  json: boolean,
  output: Output,
  signal: AbortSignal
): Promise<number> {
  let worst: number = exit.ok;
  const running = new Set<Promise<void>>();
  let lineNumber = 0;

  try {
    const lines = createInterface({
      input: list.createReadStream({ autoClose: false }),
      crlfDelay: Infinity
    });
    for await (const line of lines) {
      lineNumber += 1;
      const typed = line
        .replace(/^\uFEFF/, '')
        .replace(/#.*/, '')
        .trim();
      if (typed === '') continue;
      if (signal.aborted) break;
      const work = checkOne(typed, lineNumber).then((code) => {
        worst = worseExit(worst, code);
      });
      const tracked: Promise<void> = work.finally(() => running.delete(tracked));
      running.add(tracked);
      if (running.size >= atOnce) await Promise.race(running);
    }
    await Promise.all(running);
    return worst;
  } finally {
    await list.close();
  }

  async function checkOne(typed: string, number: number): Promise<number> {
    try {
      const { diagnosis } = await diagnose({ target: parseTarget(typed), options, signal });
      await output.out(json ? `${JSON.stringify(diagnosis)}\n` : `${typed}  ${headline(diagnosis)}\n`);
      return exitCodeOf(diagnosis);
    } catch (error) {
      if (!(error instanceof NotATarget)) throw error;
      const why = text(`cli.target.${error.fault}`, { word: typed.slice(0, 100) });
      await output.err(`reconnect: ${text('cli.check.bad-line', { number, why })}\n`);
      return exit.notChecked;
    }
  }
}
