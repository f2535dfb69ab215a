import type { Plan } from '../../shared/model/change';
import { planText } from '../../shared/present/change-text';
import { clean } from '../../shared/present/read';
import type { Called } from '../../shared/present/thing';
import { text } from '../../shared/text';
import type { Changer, ChangeStep, ChangeWatch, KnownChanges } from '../changes/changer';
import { NoSuchChange } from '../changes/undo';
import { changeProblem } from '../changes/change-problem';
import { exit } from './exit-code';
import type { Said } from './image-option';
import type { Output } from './output';
import { startAnew } from './progress-line';
import { UsageError } from './usage-error';

/** How the command line comes to the PC that it runs on. @throws NotReadable where that is no Windows */
export type OpenChanger = () => Changer;

/**
 * Changes the PC that the command line runs on. Where that may write, what is over is ended first, and what is not as it
 * should be is told.
 *
 * @param change gives what is printed
 * @throws UsageError, NotReadable, Refused
 */
export async function changeThisPc(
  open: OpenChanger,
  dryRun: boolean,
  output: Output,
  change: (changer: Changer, watch: ChangeWatch) => Promise<Said>
): Promise<number> {
  const changer = open();
  try {
    if (!dryRun) await tellOfEarlier(await changer.changes(), output);
    const { said, refused, code } = await change(changer, watchOn(output)).finally(() => clear(output));
    await output.out(said);
    if (refused !== undefined) await output.err(`reconnect: ${refused}\n`);
    return code;
  } catch (error) {
    if (error instanceof NoSuchChange)
      throw new UsageError(text('fix.cli.unknown-change', { id: error.message }));
    const problem = changeProblem(error);
    if (!problem) throw error;
    await output.err(`reconnect: ${text(problem.key, problem.params)}\n`);
    return exit.notChecked;
  } finally {
    await changer.close();
  }
}

/** A line for each change of before that a person has to do something about, and for each journal that cannot be read. */
export async function tellOfEarlier(
  { history, unfinished, unreadable }: KnownChanges,
  output: Output
): Promise<void> {
  const over = history.changes.filter(
    ({ state, changes }) => state === 'expired' && changes.some((one) => one.now !== undefined)
  );
  const lines = [
    ...unfinished.map(({ change: { id } }) => text('fix.cli.unfinished', { id: clean(id) })),
    ...over.map(({ id }) => text('fix.cli.over', { id: clean(id) })),
    ...unreadable.flatMap((error) => {
      const problem = changeProblem(error);
      return problem ? [text(problem.key, problem.params)] : [];
    })
  ];
  for (const line of lines) await output.err(`reconnect: ${line}\n`);
}

/** What a plan becomes on the console. */
export function planned(plan: Plan, json: boolean, where: 'recording' | 'this-pc', called?: Called): Said {
  if (json) return { said: `${JSON.stringify(plan, null, 2)}\n`, code: exit.ok };
  const undoHere = (id: string): string => text('fix.cli.undo-with', { id });
  return {
    said: `${where === 'this-pc' ? planText(plan, undoHere) : planText(plan, undefined, called)}\n`,
    code: exit.ok
  };
}

function watchOn(output: Output): ChangeWatch {
  return {
    onStep: (step: ChangeStep) => {
      if (output.live) void output.err(`${startAnew}${text(`fix.cli.${step}`)}`);
    },
    onOtherAccount: ({ own, elevated }) => {
      const line = text('fix.cli.other-account', { own: clean(own), elevated: clean(elevated) });
      void output.err(`${output.live ? startAnew : ''}reconnect: ${line}\n`);
    }
  };
}

async function clear(output: Output): Promise<void> {
  if (output.live) await output.err(startAnew);
}
