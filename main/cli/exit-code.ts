import type { Diagnosis } from '../../shared/model/diagnosis';
import { essentialStages } from '../../shared/model/stage';

/** What a command gives back to its caller. */
export const exit = {
  ok: 0,
  /** At least one finding is a problem. */
  problem: 1,
  /** No problem was seen, but something essential could not be checked. */
  notChecked: 2,
  /** Unknown verb, option or value; sysexits.h EX_USAGE. */
  usage: 64,
  /** A fault of Reconnect itself; sysexits.h EX_SOFTWARE. */
  internal: 70
} as const;

/** The exit status that a diagnosis stands for. */
export function exitCodeOf({ findings, stages }: Diagnosis): number {
  if (findings.some(({ severity }) => severity === 'problem')) return exit.problem;
  const missing = stages.some(
    ({ id, outcome }) => outcome === 'could-not-run' && essentialStages.includes(id)
  );
  return missing ? exit.notChecked : exit.ok;
}

/** The worse of two exit statuses, for a list of targets: a problem outweighs what could not be checked. */
export const worseExit = (a: number, b: number): number => {
  const worstFirst: readonly number[] = [exit.internal, exit.problem, exit.notChecked, exit.ok];
  return worstFirst.find((code) => code === a || code === b) ?? exit.internal;
};
