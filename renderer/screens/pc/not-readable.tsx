import type { ReactElement, Ref } from 'react';
import type { PcRunState, Problem } from '../../../shared/model/pc-run-state';
import { text } from '../../../shared/text';
import { notWindows, problemText } from '../../parts/machine/problem-text';
import { StateMark } from '../../parts/state-mark';
import { DemoPcs } from '../start/demo-pcs';
import { OpenReport } from '../start/open-report';

interface Props {
  readonly problem: Problem;
  readonly name: string;
  readonly kind: PcRunState['kind'];
  readonly heading: Ref<HTMLHeadingElement>;
}

/** A PC that cannot be looked at: why, and what can be looked at in its place. */
export function NotReadable({ problem, name, kind, heading }: Props): ReactElement {
  return (
    <section className="card" aria-labelledby="result-title">
      <div className="result-head">
        <StateMark mark="could-not-run" />
        <h2 id="result-title" ref={heading} tabIndex={-1}>
          {kind === 'this-pc'
            ? text('pc.screen.result.not-readable-title')
            : text('pc.screen.result.not-readable-title-other', { name })}
        </h2>
      </div>
      <p>{problemText(problem)}</p>
      {problem.key === notWindows && (
        <div className="offer">
          <OpenReport />
          <h3>{text('pc.screen.offer.demos')}</h3>
          <DemoPcs />
        </div>
      )}
    </section>
  );
}
