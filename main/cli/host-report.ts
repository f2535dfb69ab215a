import { isUnavailable } from '../../shared/model/machine-image';
import type { Reading } from '../../shared/model/reading';
import { text } from '../../shared/text';
import { allReadings } from '../facts';
import { answerTo } from '../machine/answer-to';
import type { Door } from '../machine/door';
import { checkPlace, NotWritten, writeImageFile } from '../machine/write-image';
import { exit } from './exit-code';
import type { Output } from './output';
import { clearProgress, countLine } from './progress-line';
import type { Command } from './run-command';
import { UsageError } from './usage-error';

/** `reconnect host-report <file>`: writes what was seen of this PC as a machine image. */
export const hostReport = (door: Door, readings: readonly Reading[] = allReadings): Command => ({
  help: 'cli.host-report.help',
  options: {},
  run: async (words, _options, output, signal) => {
    const [path, ...others] = words;
    if (path === undefined) throw new UsageError(text('cli.host-report.no-file'));
    if (others.length > 0) throw new UsageError(text('cli.host-report.one-file', { word: others[0] ?? '' }));
    try {
      // Before a minute is spent on what could not be kept.
      await checkPlace(path);
      return await write(path, door, readings, output, signal);
    } catch (error) {
      if (!(error instanceof NotWritten)) throw error;
      if (error.fault === 'other-file') throw new UsageError(text('cli.host-report.other-file', { path }));
      await output.err(`reconnect: ${text('cli.host-report.not-written', { path, code: error.code })}\n`);
      return exit.notChecked;
    }
  }
});

async function write(
  path: string,
  door: Door,
  readings: readonly Reading[],
  output: Output,
  signal: AbortSignal
): Promise<number> {
  const pc = door.open(null);
  try {
    const image = await pc
      .read(readings, signal, countLine(output, false))
      .finally(() => clearProgress(output, false));
    if (signal.aborted) {
      await output.err(`reconnect: ${text('cli.host-report.stopped')}\n`);
      return exit.notChecked;
    }
    await writeImageFile(path, image);
    const missing = readings.filter((reading) => isUnavailable(answerTo(image, reading))).length;
    const read = readings.length - missing;
    await output.out(`${text('cli.host-report.written', { path, read, missing })}\n`);
    return exit.ok;
  } finally {
    await pc.close();
  }
}
