import type { MachineDiagnosis } from '../../../shared/model/machine-diagnosis';
import type { PcRunState } from '../../../shared/model/pc-run-state';
import { text } from '../../../shared/text';
import type { NotCheckedRow } from '../check/not-checked';
import { machineSteps, type CheckView, type Reading } from './machine-steps';

/** So many checks are named in one row; a reason that keeps more of them from running is told by their number. */
const mostNamed = 6;

/** What could not be seen of a PC: one row for each reason, those first that an administrator would see. */
export function notCheckedRows(
  diagnosis: MachineDiagnosis | null,
  how: Reading & { readonly kind: PcRunState['kind'] }
): readonly NotCheckedRow[] {
  if (!diagnosis) return [];
  const stages = diagnosis.stages.map(({ id }) => id);
  const missing = machineSteps(diagnosis, stages, how)
    .flatMap(({ checks }) => checks)
    .filter(({ check, why }) => check.outcome === 'could-not-run' && why !== null);
  const forAdministrators = missing.filter(({ check }) => check.needsElevation === true);
  const byReason = new Map<string, CheckView[]>();
  for (const view of missing) {
    if (view.check.needsElevation === true || view.why === null) continue;
    byReason.set(view.why, [...(byReason.get(view.why) ?? []), view]);
  }
  return [
    ...(forAdministrators.length > 0
      ? [
          {
            id: 'administrator',
            mark: 'could-not-run' as const,
            name: namesOf(forAdministrators),
            why: text('pc.screen.administrator.why'),
            what: text(`pc.screen.administrator.${wayOf(how.kind)}`)
          }
        ]
      : []),
    ...[...byReason].map(([why, views]) => ({
      id: why,
      mark: views.every(({ mark }) => mark === 'not-applicable')
        ? ('not-applicable' as const)
        : ('could-not-run' as const),
      name: namesOf(views),
      why
    }))
  ];
}

function namesOf(views: readonly CheckView[]): string {
  const names = [...new Set(views.map(({ name }) => name))];
  const more = names.length - mostNamed;
  const said = names.slice(0, mostNamed).join(', ');
  return more > 0 ? text('pc.screen.not-checked.and-more', { names: said, count: more }) : said;
}

const wayOf = (kind: PcRunState['kind']): 'this-pc' | 'computer' | 'recorded' =>
  kind === 'this-pc' || kind === 'computer' ? kind : 'recorded';
