import type { RunState } from '../../../shared/model/run-state';
import { text } from '../../../shared/text';
import { conclude } from './conclude';
import { viewOf } from '../../../shared/present/stages';
import { namesOnPath } from '../../../shared/present/diagnosis-text';
import { findingTitle } from '../../../shared/present/finding-text';
import { stepsOf } from './steps';

/** What a screen reader says when `now` follows `before`: one sentence for each step that finished, then the result. */
export function announcements(before: RunState | null, now: RunState): readonly string[] {
  const same = before?.runId === now.runId ? before : null;
  const had = new Set(same ? finished(same) : []);
  const steps = stepsOf(now)
    .filter((step) => finished(now).includes(step.id) && !had.has(step.id))
    .flatMap(({ id, word, result }) =>
      result
        ? [
            text('app.run.say.step', {
              name: text(`app.run.step.${id}.name`),
              state: text(`app.run.state.${word}`),
              line: viewOf(result).line
            })
          ]
        : []
    );
  const ended = now.status !== 'running' && same?.status !== now.status;
  return ended ? [...steps, resultSentence(now)] : steps;
}

function finished(run: RunState): readonly string[] {
  return stepsOf(run)
    .filter((step) => step.result !== null && step.word !== 'not-run')
    .map((step) => step.id);
}

function resultSentence(run: RunState): string {
  const conclusion = conclude(run);
  switch (conclusion.kind) {
    case 'cause':
      return text('app.run.say.cause', {
        cause: findingTitle(conclusion.cause, namesOnPath(run.diagnosis, conclusion.cause))
      });
    case 'searching':
      return text('app.run.result.searching');
    default:
      return text(`app.run.result.${conclusion.kind}-title`);
  }
}
