import type { ReactElement, Ref } from 'react';
import type { RunState } from '../../../shared/model/run-state';
import { text } from '../../../shared/text';
import type { Conclusion } from '../../parts/check/conclusion';
import { NotChecked } from '../../parts/check/not-checked';
import { Made } from '../../parts/fix/made';
import { CheckResult } from '../../parts/check/result';
import { conclude } from './conclude';
import { findingViewOf } from './finding-view';
import { notCheckedOf } from './not-checked';

interface Props {
  readonly run: RunState;
  readonly heading: Ref<HTMLHeadingElement>;
}

/** What the run comes to. */
export function Result({ run, heading }: Props): ReactElement {
  const conclusion = conclude(run);
  const { status } = run;
  return (
    <CheckResult
      heading={heading}
      conclusion={conclusion}
      view={findingViewOf(run)}
      verdict={verdictOf(conclusion, run.diagnosis.target.host)}
      unfinished={status === 'cancelled' || status === 'failed' ? text(`app.run.result.${status}`) : null}
      made={run.thisPc && <Made place={{ kind: 'this-pc', name: null }} />}
      notChecked={<NotChecked rows={notCheckedOf(run)} />}
    />
  );
}

function verdictOf({ kind }: Conclusion, host: string): { title: string; sentence: string } {
  if (kind === 'searching' || kind === 'cause')
    return { title: text('app.run.result.searching'), sentence: text('app.run.cause.pending') };
  return { title: text(`app.run.result.${kind}-title`), sentence: text(`app.run.result.${kind}`, { host }) };
}
