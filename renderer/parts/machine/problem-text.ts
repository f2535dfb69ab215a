import type { Problem } from '../../../shared/model/pc-run-state';
import { text } from '../../../shared/text';
import { errorText } from '../../app/bridge';
import { useStart } from '../../stores/start-store';
import { remoteProblem } from './remote-problem';

/** Said of a PC that does not run Windows; the command line's own sentence speaks of its options. */
export const notWindows = 'cli.this-pc.not-windows';

/** Why a PC could not be looked at, and what to do, in the words of the window. */
export function problemText(problem: Problem): string {
  const { key, params } = problem;
  const remote = remoteProblem(problem);
  if (remote) return `${remote.why} ${remote.next}`;
  if (key !== notWindows) return errorText({ code: key, key, params });
  return text('pc.screen.not-windows', { computer: useStart.getState().info?.computer ?? '' });
}

/** The same in one line, where something else is what the person asked for. */
export const problemLine = (problem: Problem): string =>
  problem.key === notWindows ? text('pc.screen.this-pc-half.not-windows') : problemText(problem);
