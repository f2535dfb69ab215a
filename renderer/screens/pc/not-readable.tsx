import { Button } from '@fluentui/react-components';
import type { ReactElement, ReactNode, Ref } from 'react';
import type { PcRunState, Problem } from '../../../shared/model/pc-run-state';
import { text } from '../../../shared/text';
import { notWindows, problemText } from '../../parts/machine/problem-text';
import { remoteProblem, type RemoteProblem } from '../../parts/machine/remote-problem';
import { SaveKit } from '../../parts/save-kit';
import { StateMark } from '../../parts/state-mark';
import { DemoPcs } from '../start/demo-pcs';
import { OpenReport } from '../start/open-report';
import { changeHowItIsReached } from '../start/other-pc';

interface Props {
  readonly problem: Problem;
  readonly name: string;
  readonly kind: PcRunState['kind'];
  readonly heading: Ref<HTMLHeadingElement>;
}

/** A PC that cannot be looked at: why, and what can be done or looked at in its place. */
export function NotReadable({ problem, name, kind, heading }: Props): ReactElement {
  const remote = remoteProblem(problem);
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
      {remote ? <Remote problem={remote} name={name} /> : <p>{problemText(problem)}</p>}
      {problem.key === notWindows && (
        <div className="offer">
          {kind === 'computer' && (
            <>
              <p>{text('pc.remote.not-windows')}</p>
              <SaveKit />
            </>
          )}
          <OpenReport />
          <h3>{text('pc.screen.offer.demos')}</h3>
          <DemoPcs />
        </div>
      )}
    </section>
  );
}

function Remote({ problem, name }: { readonly problem: RemoteProblem; readonly name: string }): ReactElement {
  const { why, next, kit, otherWay } = problem;
  const change: ReactNode = otherWay && (
    <Button onClick={() => changeHowItIsReached(name)}>{text('pc.remote.change')}</Button>
  );
  return (
    <>
      <p>{why}</p>
      <div className="offer">
        <h3>{text('app.run.cause.next')}</h3>
        <p>{next}</p>
        {change}
        {kit && (
          <>
            <SaveKit />
            <OpenReport />
          </>
        )}
      </div>
    </>
  );
}
