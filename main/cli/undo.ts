import type { Plan } from '../../shared/model/change';
import { planText } from '../../shared/present/change-text';
import { text } from '../../shared/text';
import { Refused } from '../changes/refused';
import { NoSuchChange, undoAll, undoChange } from '../changes/undo';
import { exit } from './exit-code';
import { changeRecording, readChangeOptions, refusal } from './image-option';
import type { Command } from './run-command';
import { UsageError } from './usage-error';

/** `reconnect undo <change-id> | --all`: what was there before a change stands there again. */
export const undo: Command = {
  help: 'fix.help.undo',
  options: {
    all: { type: 'boolean' },
    force: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    yes: { type: 'boolean' },
    on: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean' }
  },
  run: (words, values, output) => {
    const [id, second] = words;
    const all = values['all'] === true;
    if ((id === undefined || id === '') && !all) throw new UsageError(text('fix.error.no-change'));
    if (second !== undefined || (id !== undefined && all))
      throw new UsageError(text('fix.error.change-and-all'));
    const options = readChangeOptions(values);
    const { json, dryRun, on } = options;
    const how = { force: values['force'] === true, dryRun };
    return changeRecording(options, output, async (desk) => {
      try {
        const plan = id === undefined ? await undoAll(desk, how) : await undoChange(desk, id, how);
        const said = json ? `${JSON.stringify(plan, null, 2)}\n` : `${planText(plan)}\n`;
        return plan.drifted ? { said, ...drift(plan) } : { said, code: exit.ok };
      } catch (error) {
        if (error instanceof NoSuchChange)
          throw new UsageError(text('fix.error.unknown-change', { id: id ?? '', path: on }));
        if (!(error instanceof Refused)) throw error;
        return { said: '', ...refusal(error) };
      }
    });
  }
};

const drift = ({ drifted = [] }: Plan): { refused: string; code: number } =>
  refusal(new Refused('drifted', drifted.map(({ setting }) => setting).join(', ')));
