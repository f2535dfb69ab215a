import { open, readFile, stat } from 'node:fs/promises';
import { text } from '../../shared/text';
import type { Diagnosis } from '../../shared/model/diagnosis';
import type { Target } from '../../shared/model/target';
import { defaultScenario, findScenario, scenarios } from '../demo/scenario';
import { runScenario } from '../demo/run-scenario';
import { NotATarget, parseRdpFile, parseTarget } from '../diagnosis/parse-target';
import { decodeText } from '../formats/decode-text';
import { defaultOptions, diagnose, type Progress } from '../diagnosis/run';
import type { ProbeOptions } from '../probe/probe-run';
import { diagnosisText } from '../../shared/present/diagnosis-text';
import { checkMany } from './check-many';
import { exit, exitCodeOf, worseExit } from './exit-code';
import { numberOption as number } from './number-option';
import type { Output } from './output';
import { clearProgress, progressLine } from './progress-line';
import type { Command } from './run-command';
import { UsageError } from './usage-error';

/** An .rdp file has a few hundred short lines. */
const largestRdpFile = 1024 * 1024;

/** `reconnect check <target>`: tries the connection and says what is wrong. */
export const check: Command = {
  help: 'cli.check.help',
  options: {
    json: { type: 'boolean' },
    timeout: { type: 'string' },
    pause: { type: 'string' },
    repeat: { type: 'string' },
    hold: { type: 'string' },
    'tls-versions': { type: 'boolean' },
    demo: { type: 'string' }
  },
  run: async (words, values, output, signal) => {
    const options: ProbeOptions = {
      timeoutMs: number(values, 'timeout', 0.1, 600, defaultOptions.timeoutMs / 1000) * 1000,
      pauseMs: number(values, 'pause', 0, 60_000, defaultOptions.pauseMs),
      repeat: number(values, 'repeat', 0, 10_000, 0, /^\d+$/),
      holdMs: number(values, 'hold', 0, 3600, defaultOptions.holdMs / 1000) * 1000,
      allTlsVersions: values['tls-versions'] === true
    };
    const json = values['json'] === true;
    const show = progressLine(output, json);
    const demo = values['demo'];
    if (typeof demo === 'string') {
      if (words.length > 0) throw new UsageError(text('cli.check.demo-and-target'));
      return report(await checkDemo(demo, options, signal, show), json, output, signal);
    }
    const [word, ...others] = words;
    if (word === undefined) throw new UsageError(text('cli.check.no-target'));
    if (others.length > 0) throw new UsageError(text('cli.check.one-target', { word: others[0] ?? '' }));
    if (word.startsWith('@')) {
      const path = word.slice(1);
      return checkMany(await orUsageError(path, () => open(path)), path, options, json, output, signal);
    }
    const target = await readTarget(word);
    const { diagnosis } = await diagnose({ target, options, signal, onProgress: show });
    return report(diagnosis, json, output, signal);
  }
};

async function report(
  diagnosis: Diagnosis,
  json: boolean,
  output: Output,
  signal: AbortSignal
): Promise<number> {
  await clearProgress(output, json);
  await output.out(
    json ? `${JSON.stringify(diagnosis, null, 2)}\n` : `${diagnosisText(diagnosis, output.colour)}\n`
  );
  // What was stopped was not checked, however far it came.
  return worseExit(exitCodeOf(diagnosis), signal.aborted ? exit.notChecked : exit.ok);
}

async function checkDemo(
  id: string,
  options: ProbeOptions,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void
): Promise<Diagnosis> {
  const scenario = findScenario(id === '' ? defaultScenario : id);
  if (!scenario) {
    const known = scenarios.map((one) => one.id).join(', ');
    throw new UsageError(text('cli.check.no-scenario', { id, known }));
  }
  return (await runScenario(scenario, { options, signal, onProgress })).diagnosis;
}

/** A target from one word of the command line: a host, or the .rdp file that names one. */
async function readTarget(word: string): Promise<Target> {
  try {
    return /\.rdp$/i.test(word) ? parseRdpFile(await readRdpFile(word)) : parseTarget(word);
  } catch (error) {
    if (!(error instanceof NotATarget)) throw error;
    throw new UsageError(text(`cli.target.${error.fault}`, { word: word.slice(0, 100) }));
  }
}

async function readRdpFile(path: string): Promise<string> {
  const bytes = await orUsageError(path, async () => {
    const { size } = await stat(path);
    return size > largestRdpFile ? null : readFile(path);
  });
  if (!bytes) throw new UsageError(text('cli.error.too-large', { path }));
  return decodeText(bytes);
}

async function orUsageError<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new UsageError(
      text('cli.error.file', { path, code: (error as NodeJS.ErrnoException).code ?? 'UNKNOWN' })
    );
  }
}
