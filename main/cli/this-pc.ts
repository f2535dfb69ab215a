import { text } from '../../shared/text';
import { defaultDemoPc, demoPcs, findDemoPc } from '../demo/demo-pc';
import { endsOf, judgeMachine } from '../diagnosis/judge-machine';
import { allReadings } from '../facts';
import type { Door } from '../machine/door';
import { exit, worseExit } from './exit-code';
import { readRole } from './open';
import type { Output } from './output';
import { printMachine } from './print-machine';
import { clearProgress, countLine } from './progress-line';
import type { Command } from './run-command';
import { readHostName } from './target-option';
import { UsageError } from './usage-error';

/** `reconnect this-pc`: reads this Windows PC, or another one, and says what is wrong with it. */
export const thisPcCommand = (door: Door): Command => ({
  help: 'cli.this-pc.help',
  options: {
    json: { type: 'boolean' },
    role: { type: 'string' },
    target: { type: 'string' },
    computer: { type: 'string' },
    https: { type: 'boolean' },
    'ask-account': { type: 'boolean' },
    demo: { type: 'string' }
  },
  run: async (words, values, output, signal) => {
    const [word] = words;
    const { demo } = values;
    if (word !== undefined) throw new UsageError(text('cli.this-pc.no-words', { word }));
    const role = readRole(values['role']);
    const target = readHostName(values['target']);
    const computer = readHostName(values['computer']);
    const https = values['https'] === true;
    const askAccount = values['ask-account'] === true;
    if (computer === null && (https || askAccount))
      throw new UsageError(text('cli.this-pc.only-with-computer'));
    const json = values['json'] === true;
    if (typeof demo === 'string') {
      if (computer !== null) throw new UsageError(text('cli.this-pc.demo-and-computer'));
      const pc = findDemoPc(demo === '' ? defaultDemoPc : demo);
      if (!pc) {
        const known = demoPcs.map(({ id }) => id).join(', ');
        throw new UsageError(text('cli.this-pc.no-machine', { id: demo, known }));
      }
      const ends = endsOf(values['role'] === undefined ? pc.role : role, pc.image);
      const diagnosis = judgeMachine(ends, { target: target ?? pc.target });
      return printMachine({ ...diagnosis, demo: { machine: pc.id } }, false, json, output);
    }

    const began = performance.now();
    const machine = door.open(computer === null ? null : { computer, https, askAccount });
    try {
      const image = await machine
        .read(allReadings, signal, countLine(output, json))
        .finally(() => clearProgress(output, json));
      const durationMs = Math.round(performance.now() - began);
      const diagnosis = judgeMachine(endsOf(role, image), { target, durationMs });
      const code = await printMachine(diagnosis, computer === null, json, output);
      return await stopped(code, signal, output);
    } finally {
      await machine.close();
    }
  }
});

/** What was stopped was not read, however far it came. */
async function stopped(code: number, signal: AbortSignal, output: Output): Promise<number> {
  if (!signal.aborted) return code;
  await output.err(`reconnect: ${text('pc.result.stopped')}\n`);
  return worseExit(code, exit.notChecked);
}
