import manifest from '../../package.json';
import type { Reading } from '../../shared/model/reading';
import { text } from '../../shared/text';
import { allReadings } from '../facts';
import { compareWays, wayNames, type Comparison, type WayName } from '../machine/compare-ways';
import type { Ways } from '../machine/this-pc';
import { exit } from './exit-code';
import { clearProgress, startAnew } from './progress-line';
import type { Command } from './run-command';
import { UsageError } from './usage-error';

/** The ways to this PC while they are compared. */
export interface OpenWays {
  readonly ways: Ways;
  /** Ends what was started for them. */
  readonly close: () => Promise<void>;
}

/**
 * `reconnect self-test`: reads each thing by every way that knows it, and says where they differ. Changes nothing.
 *
 * @param open throws NotReadable
 */
export const selfTest = (open: () => OpenWays, readings: readonly Reading[] = allReadings): Command => ({
  help: 'cli.self-test.help',
  options: { json: { type: 'boolean' } },
  run: async (words, { json }, output, signal) => {
    if (words.length > 0) throw new UsageError(text('cli.self-test.no-words', { word: words[0] ?? '' }));
    const takenAt = new Date().toISOString();
    const { ways, close } = open();
    const show = (way: WayName): void => {
      if (output.live)
        void output.err(`${startAnew}${text('cli.self-test.progress', { way: wayText(way) })}`);
    };
    const comparisons = await compareWays(ways, readings, signal, show).finally(close);
    await clearProgress(output, false);
    const result = {
      schema: 'reconnect.self-test/1',
      takenAt,
      takenBy: `app ${manifest.version}`,
      readings: comparisons
    };
    await output.out(json ? `${JSON.stringify(result, null, 2)}\n` : `${table(comparisons)}\n`);
    return exitOf(comparisons);
  }
});

/** 1 where ways differ, 2 where one could not read what it knows, 0 otherwise. */
function exitOf(comparisons: readonly Comparison[]): number {
  if (comparisons.some(({ result }) => result === 'differs')) return exit.problem;
  return comparisons.some(({ result }) => result === 'could-not') ? exit.notChecked : exit.ok;
}

const wayText = (way: WayName): string => text(`cli.self-test.way.${way}`);

function table(comparisons: readonly Comparison[]): string {
  const rows = [
    [text('cli.self-test.reading'), ...wayNames.map(wayText), text('cli.self-test.result.title')],
    ...comparisons.map(({ reading, said, result }) => [
      reading,
      ...wayNames.map((way) => text(`cli.self-test.said.${said[way] ?? 'unknown'}`)),
      text(`cli.self-test.result.${result}`)
    ])
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  );
  return [...lines, ...differences(comparisons), '', summary(comparisons)].join('\n');
}

const differences = (comparisons: readonly Comparison[]): string[] =>
  comparisons.flatMap(({ reading, differences }) =>
    differences.flatMap(({ path, values }) => [
      '',
      path === '' ? reading : `${reading}: ${path}`,
      ...wayNames.flatMap((way) =>
        way in values ? [`  ${wayText(way)}: ${JSON.stringify(values[way])}`] : []
      )
    ])
  );

function summary(comparisons: readonly Comparison[]): string {
  const count = (wanted: Comparison['result']): number =>
    comparisons.filter(({ result }) => result === wanted).length;
  return text('cli.self-test.summary', {
    same: count('same'),
    differs: count('differs'),
    missing: count('could-not'),
    single: count('one-way')
  });
}
