import { changeProblem } from '../changes/change-problem';
import { CallError } from './call-error';

/** What a handler throws for an error of a `Changer`: a refusal with its text, or the error as it came. */
export function changeCallError(error: unknown): unknown {
  const problem = changeProblem(error);
  return problem ? new CallError(problem.code, problem.key, problem.params) : error;
}
