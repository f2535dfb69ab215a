import { open, readFile, stat } from 'node:fs/promises';
import { text } from '../../shared/text';
import type { Diagnosis } from '../../shared/model/diagnosis';
import { stageIds } from '../../shared/model/stage';
import type { Target } from '../../shared/model/target';
import { defaultScenario, findScenario, scenarios } from '../demo/scenario';
import { runScenario } from '../demo/run-scenario';
import { decodeText, NotATarget, parseRdpFile, parseTarget } from '../diagnosis/parse-target';
import { defaultOptions, diagnose, type Progress } from '../diagnosis/run';
import type { ProbeOptions } from '../probe/probe-run';
import { diagnosisText } from '../../shared/present/diagnosis-text';
import { checkMany } from './check-many';
import { exitCodeOf } from './exit-code';
import type { Output } from './output';
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
      repeat: Math.floor(number(values, 'repeat', 0, 10_000, 0)),
      holdMs: number(values, 'hold', 0, 3600, defaultOptions.holdMs / 1000) * 1000,
      allTlsVersions: values['tls-versions'] === true
    };
    const json = values['json'] === true;
    const demo = values['demo'];
    if (typeof demo === 'string') {
      if (words.length > 0) throw new UsageError(text('cli.check.demo-and-target'));
      return report(await checkDemo(demo, options, signal, progressLine(output, json)), json, output);
    }
    const [word, ...others] = words;
    if (word === undefined) throw new UsageError(text('cli.check.no-target'));
    if (others.length > 0) throw new UsageError(text('cli.check.one-target', { word: others[0] ?? '' }));
    if (word.startsWith('@')) return checkMany(await openList(word.slice(1)), options, json, output, signal);
    const target = await readTarget(word);
    const { diagnosis } = await diagnose({ target, options, signal, onProgress: progressLine(output, json) });
    return report(diagnosis, json, output);
  }
};

async function report(diagnosis: Diagnosis, json: boolean, output: Output): Promise<number> {
  await output.out(
    json ? `${JSON.stringify(diagnosis, null, 2)}\n` : `${diagnosisText(diagnosis, output.colour)}\n`
  );
  return exitCodeOf(diagnosis);
}

function number(
  values: Readonly<Record<string, string | boolean | undefined>>,
  name: string,
  least: number,
  most: number,
  otherwise: number
): number {
  const value = values[name];
  if (value === undefined) return otherwise;
  const parsed = typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : NaN;
  if (!(parsed >= least && parsed <= most)) {
    throw new UsageError(text('cli.error.number', { name, value: String(value), least, most }));
  }
  return parsed;
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

function openList(path: string): Promise<Awaited<ReturnType<typeof open>>> {
  return orUsageError(path, () => open(path));
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

/** One line on a terminal that says what is being waited for; silent elsewhere. */
function progressLine(output: Output, json: boolean): (progress: Progress) => void {
  if (json || !output.live) return () => undefined;
  return ({ active, diagnosis }) => {
    const [now] = active;
    const line = now
      ? text('cli.progress', {
          step: text(`app.run.step.${now.id}.name`),
          done: diagnosis.stages.length,
          total: stageIds.length
        })
      : '';
    // Back to the start of the line and clear it: https://en.wikipedia.org/wiki/ANSI_escape_code
    void output.err(`\r\u001b[K${line}`);
  };
}
