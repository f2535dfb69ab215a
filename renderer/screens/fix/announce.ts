import type { FixState } from '../../../shared/model/fix-state';
import { fixAction } from '../../../shared/present/fix-text';
import { text } from '../../../shared/text';
import { outcomeOf, stepText } from './fix-view';

/** What a screen reader says when `now` follows `before`: each step while it is made, then what came of it. */
export function announcements(before: FixState | null, now: FixState): readonly string[] {
  const run = now.current;
  if (!run) return [];
  const same = before?.current?.fixRunId === run.fixRunId ? before.current : null;
  if (run.status === 'working')
    return same?.step === run.step && same.status === 'working' ? [] : [stepText(run)];
  if (same?.status === run.status) return [];
  if (run.status === 'ready') return same ? [text('fix.screen.say.ready', { action: fixAction(run) })] : [];
  const outcome = outcomeOf(run);
  return outcome ? [[outcome.title, outcome.sentence ?? ''].join('. ').replace(/\. $/, '')] : [];
}
