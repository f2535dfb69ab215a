import type { ReactElement } from 'react';
import type { RunState } from '../../../shared/model/run-state';
import { text } from '../../../shared/text';
import { StateMark, type Mark } from '../../parts/state-mark';
import { whyNotRun } from '../../../shared/present/stages';
import { stepsOf } from './steps';

interface Row {
  readonly id: string;
  readonly mark: Mark;
  readonly name: string;
  readonly why: string;
}

/** What nobody looked at, and why: as much a part of the result as what was found. */
export function NotChecked({ run }: { readonly run: RunState }): ReactElement {
  const { host } = run.diagnosis.target;
  const rows: readonly Row[] = [
    ...skippedSteps(run),
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
  return (
    <section className="card" aria-labelledby="not-checked-title">
      <h2 id="not-checked-title" className="result-label">
        {text('app.run.not-checked.title')}
      </h2>
      <ul className="not-checked">
        {rows.map((row) => (
          <li key={row.id}>
            <StateMark mark={row.mark} />
            <span>
              <span className="not-checked-name">{row.name}</span>
              <span className="muted small">{row.why}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One row for each reason, since an early fault is the same reason for all that comes after it. */
function skippedSteps(run: RunState): readonly Row[] {
  const byReason = new Map<string, Row>();
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
