import type { FixRun } from '../../../shared/model/fix-state';
import { fixAction } from '../../../shared/present/fix-text';
import { demoPcName } from '../../../shared/present/pc-name';
import { clean, clip } from '../../../shared/present/read';
import { hasText, text } from '../../../shared/text';
import { errorText } from '../../app/bridge';
import type { Mark } from '../../parts/state-mark';

const managedKey = 'fix.problem.managed-by-policy';

/** Whether an administrator's policy decides what the fix would set. */
export const isManaged = ({ problem }: FixRun): boolean => problem?.key === managedKey;

/** Whether it does something that a recorded PC cannot show. */
const isPractice = ({ place, kind, problem }: FixRun): boolean =>
  place.kind === 'demo' && kind.undo !== 'settings' && problem?.key === 'fix.problem.not-supported';

const longestName = 100;

/** On which PC it is made. */
export function placeText({ place: { kind, name } }: FixRun): string {
  if (kind === 'demo') return `${demoPcName(name ?? '')}. ${text('fix.screen.place.demo')}`;
  if (kind === 'this-pc') return text('fix.screen.place.this-pc');
  return name === null
    ? text('fix.screen.place.elsewhere-unnamed')
    : text('fix.screen.place.elsewhere', { name: clip(clean(name), longestName) });
}

/** What is being done at this moment. */
export function stepText({ step, undoing, kind }: FixRun): string {
  if (step === 'writing' && undoing) return text('fix.screen.step.undo-writing');
  const own = `fix.screen.step.waiting-for.${kind.id}`;
  if (step === 'waiting' && hasText(own)) return text(own);
  return text(`fix.screen.step.${step ?? 'starting'}`);
}

/** What has come of it, in a heading and a sentence; null while it is not yet made. */
export function outcomeOf(
  run: FixRun
): { readonly mark: Mark; readonly title: string; readonly sentence: string | null } | null {
  const action = fixAction(run);
  switch (run.status) {
    case 'planning':
    case 'ready':
    case 'working':
      return null;
    case 'made':
      return {
        mark: 'ok',
        title: text('fix.screen.made.title', { action }),
        sentence: run.of === 'run' ? text('fix.screen.made.run-again') : null
      };
    case 'undone':
      return {
        mark: 'ok',
        title: text('fix.screen.undone.title', { action }),
        sentence: text(
          run.plan?.alreadyRight === true ? 'fix.screen.undone.nothing' : 'fix.screen.undone.text'
        )
      };
    case 'already':
      return {
        mark: 'ok',
        title: text('fix.screen.already.title'),
        sentence: text('fix.screen.already.text')
      };
    case 'drifted':
      return {
        mark: 'warning',
        title: text('fix.screen.drifted.title'),
        sentence: text('fix.screen.drifted.text')
      };
    case 'stopped':
      return stopped(run);
  }
}

function stopped(run: FixRun): NonNullable<ReturnType<typeof outcomeOf>> {
  const why = run.problem
    ? errorText({ code: run.problem.key, key: run.problem.key, params: run.problem.params })
    : null;
  if (isManaged(run))
    return { mark: 'not-applicable', title: text('fix.screen.stopped.managed'), sentence: why };
  if (run.problem?.key.startsWith('fix.screen.stopped.let-go') === true)
    return { mark: 'info', title: text('fix.screen.stopped.let-go-title'), sentence: why };
  const title = text(run.undoing ? 'fix.screen.stopped.undo-title' : 'fix.screen.stopped.title');
  return {
    mark: 'could-not-run',
    title,
    sentence: isPractice(run) ? text('fix.screen.stopped.practice') : why
  };
}

/** What is to be known of the last attempt, said above the choice; null where there was none. */
export const noteText = ({ note }: FixRun): string | null =>
  note === null ? null : text(`fix.screen.note.${note}`);
