import type { FixRun } from '../../shared/model/fix-state';
import { fixTitle, stateText } from '../../shared/present/change-text';
import { fixAction, fixRisk } from '../../shared/present/fix-text';
import { hasText, text } from '../../shared/text';
import type { Question } from './fix-consent';

/** Whether a fix is to be made, as the button that led here says it. */
export function plainQuestion(run: FixRun): Question {
  const { kind, place } = run;
  const action = fixAction(run);
  return {
    message: text(place.kind === 'demo' ? 'fix.screen.ask.demo' : 'fix.screen.ask.this-pc', { action }),
    detail: fixRisk(kind),
    agree: action
  };
}

/** Whether what a fix destroys may be lost, and what that is. */
export function whatIsLost(run: FixRun): Question {
  const own = `fix.screen.ask.destructive-of.${run.kind.id}`;
  const [change] = run.plan?.changes ?? [];
  return {
    message: text('fix.screen.ask.destructive-message', { action: fixAction(run) }),
    detail:
      hasText(own) && change
        ? text(own, { who: stateText(change.setting, change.before) })
        : text('fix.screen.ask.destructive'),
    agree: text('fix.screen.ask.destructive-agree')
  };
}

/** Whether a fix is to be taken back over what somebody else has set since. */
export const forceQuestion = ({ kind }: FixRun): Question => ({
  message: text('history.ask.force', { title: fixTitle(kind.id) }),
  detail: text('fix.ask.force-undo-about'),
  agree: text('history.ask.force-agree')
});
