import type { PcRunState } from '../../../shared/model/pc-run-state';
import { machineStageIds } from '../../../shared/model/stage';
import { findingTitle } from '../../../shared/present/finding-text';
import { namesFor } from '../../../shared/present/machine-text';
import { text } from '../../../shared/text';
import { machineSteps } from '../../parts/machine/machine-steps';
import { problemText } from '../../parts/machine/problem-text';
import { concludePc, howRead, verdictOf } from './pc-view';

/**
 * What a screen reader says when `now` follows `before`: one sentence for each part that is settled, then the result. Of a
 * recording all is known at once, and the result alone is said.
 */
export function announcements(before: PcRunState | null, now: PcRunState): readonly string[] {
  const same = before?.runId === now.runId ? before : null;
  if (same && same.role !== now.role) {
    const role = text('pc.screen.say.role', { role: text(`pc.screen.role.${now.role}`) });
    return now.status === 'running' ? [role] : [role, resultSentence(now)];
  }
  const isRead = now.kind === 'this-pc' || now.kind === 'computer';
  const had = new Set(same ? settled(same).map(({ id }) => id) : []);
  const parts = isRead
    ? settled(now)
        .filter(({ id, checks }) => !had.has(id) && checks.length > 0)
        .map(({ name, word, line }) => text('pc.screen.say.stage', { name, state: word, line }))
    : [];
  const ended = now.status !== 'running' && same?.status !== now.status;
  return ended ? [...parts, resultSentence(now)] : parts;
}

const settled = (run: PcRunState): ReturnType<typeof machineSteps> =>
  machineSteps(run.diagnosis, machineStageIds, howRead(run)).filter((step) => step.settled);

function resultSentence(run: PcRunState): string {
  if (run.problem && !run.diagnosis) return problemText(run.problem);
  const conclusion = concludePc(run);
  if (conclusion.kind !== 'cause' || !run.diagnosis) return verdictOf(run, conclusion).title;
  const names = namesFor(run.diagnosis, conclusion.cause.side, run.kind === 'this-pc');
  return text('app.run.say.cause', { cause: findingTitle(conclusion.cause, names) });
}
