import type { Plan } from '../../shared/model/change';
import { text } from '../../shared/text';
import { Refused } from '../changes/refused';
import { NoSuchChange, undoAll, undoChange, type UndoOptions } from '../changes/undo';
import { changeRecording, readChangeOptions, refusal, type ChangeOptions, type Said } from './image-option';
import type { Output } from './output';
import { changeThisPc, planned, type OpenChanger } from './pc-changer';
import type { Command } from './run-command';
import { UsageError } from './usage-error';

/** `reconnect undo <change-id> | --all`: what was there before a change stands there again. */
export const undoCommand = (thisPc: OpenChanger): Command => ({
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
    const { on, dryRun, json } = options;
    const how: UndoOptions = { force: values['force'] === true, dryRun };
    if (on !== null) return undoInRecording(on, id ?? null, how, options, output);
    return changeThisPc(thisPc, dryRun, output, (changer, watch) =>
      orRefused(json, 'this-pc', () => changer.undo(id ?? null, how, watch))
    );
  }
});

const undoInRecording = (
  on: string,
  id: string | null,
  how: UndoOptions,
  { out, json }: ChangeOptions,
  output: Output
): Promise<number> =>
  changeRecording(on, out, output, async (desk) => {
    try {
      return await orRefused(json, 'recording', () =>
        id === null ? undoAll(desk, how) : undoChange(desk, id, how)
      );
    } catch (error) {
      if (!(error instanceof NoSuchChange)) throw error;
      throw new UsageError(text('fix.error.unknown-change', { id: id ?? '', path: on }));
    }
  });

async function orRefused(
  json: boolean,
  where: 'recording' | 'this-pc',
  work: () => Promise<Plan>
): Promise<Said> {
  try {
    const plan = await work();
    return { ...planned(plan, json, where), ...(plan.drifted ? drift(plan) : {}) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { said: '', ...refusal(error) };
  }
}

const drift = ({ drifted = [] }: Plan): { refused: string; code: number } =>
  refusal(new Refused('drifted', drifted.map(({ setting }) => setting).join(', ')));
