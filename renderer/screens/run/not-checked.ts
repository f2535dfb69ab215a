import type { RunState } from '../../../shared/model/run-state';
import { whyNotRun } from '../../../shared/present/stages';
import { text } from '../../../shared/text';
import type { NotCheckedRow } from '../../parts/check/not-checked';
import { notCheckedRows } from '../../parts/machine/not-checked-rows';
import { problemLine } from '../../parts/machine/problem-text';
import { stepsOf } from './steps';
import { howThisPcIsRead } from './this-pc-steps';

/** What nobody looked at in this run, and why. */
export function notCheckedOf(run: RunState): readonly NotCheckedRow[] {
  const { host } = run.diagnosis.target;
  return [
    ...skippedSteps(run),
    ...ofThisPc(run),
    {
      id: 'host',
      mark: 'could-not-run',
      name: text('app.run.not-checked.host', { host }),
      why: text('app.run.not-checked.host-why', { host })
    },
    {
      id: 'account',
      mark: 'could-not-run',
      name: text('app.run.not-checked.account'),
      why: text('app.run.not-checked.account-why')
    }
  ];
}

/** One row for each reason, since an early fault is the same reason for all that comes after it. */
function skippedSteps(run: RunState): readonly NotCheckedRow[] {
  const byReason = new Map<string, NotCheckedRow>();
  for (const step of stepsOf(run)) {
    const why = step.result ? whyNotRun(step.result) : null;
    if (why === null) continue;
    const name = text(`app.run.step.${step.id}.name`);
    const before = byReason.get(why);
    byReason.set(
      why,
      before ? { ...before, name: `${before.name}, ${name}` } : { id: step.id, mark: step.mark, name, why }
    );
  }
  return [...byReason.values()];
}

function ofThisPc({ thisPc }: RunState): readonly NotCheckedRow[] {
  if (!thisPc) return [];
  if (!thisPc.problem)
    return notCheckedRows(thisPc.diagnosis, { ...howThisPcIsRead(thisPc), kind: 'this-pc' });
  const name = text('pc.screen.this-pc-half.not-read');
  return [{ id: 'this-pc', mark: 'could-not-run', name, why: problemLine(thisPc.problem) }];
}
