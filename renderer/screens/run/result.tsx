import type { ReactElement, ReactNode, Ref } from 'react';
import type { RunState } from '../../../shared/model/run-state';
import { text } from '../../../shared/text';
import { StateMark, type Mark } from '../../parts/state-mark';
import { AlsoFound, LikelyCause } from './causes';
import { conclude, type Conclusion } from './conclude';
import { NotChecked } from './not-checked';
import './result.css';

interface Props {
  readonly run: RunState;
  readonly heading: Ref<HTMLHeadingElement>;
}

/** What the run comes to: the likely cause or why there is none, what else was found, and what was not looked at. */
export function Result({ run, heading }: Props): ReactElement {
  const conclusion = conclude(run);
  const { target } = run.diagnosis;
  return (
    <div className="result">
      <section className="card result-main" aria-labelledby="result-title">
        {conclusion.kind === 'cause' ? (
          <>
            <h2 id="result-title" ref={heading} tabIndex={-1} className="result-label">
              {text('app.run.cause.title')}
            </h2>
            {(run.status === 'cancelled' || run.status === 'failed') && (
              <p className="muted small">{text(`app.run.result.${run.status}`)}</p>
            )}
            <LikelyCause finding={conclusion.cause} target={target} />
          </>
        ) : (
          <Verdict conclusion={conclusion} host={target.host}>
            {(title) => (
              <h2 id="result-title" ref={heading} tabIndex={-1}>
                {title}
              </h2>
            )}
          </Verdict>
        )}
      </section>
      {conclusion.kind !== 'searching' && <AlsoFound findings={conclusion.others} target={target} />}
      {conclusion.kind !== 'searching' && <NotChecked run={run} />}
    </div>
  );
}

const marks: Readonly<Record<Exclude<Conclusion['kind'], 'cause'>, Mark>> = {
  searching: 'running',
  nothing: 'ok',
  warnings: 'warning',
  unknown: 'could-not-run',
  cancelled: 'not-applicable',
  failed: 'problem'
};

interface VerdictProps {
  readonly conclusion: Exclude<Conclusion, { kind: 'cause' }>;
  readonly host: string;
  readonly children: (title: string) => ReactNode;
}

function Verdict({ conclusion, host, children }: VerdictProps): ReactElement {
  const { kind } = conclusion;
  const searching = kind === 'searching';
  return (
    <>
      <div className="result-head">
        <StateMark mark={marks[kind]} />
        {children(searching ? text('app.run.result.searching') : text(`app.run.result.${kind}-title`))}
      </div>
      <p className={searching ? 'muted' : ''}>
        {searching ? text('app.run.cause.pending') : text(`app.run.result.${kind}`, { host })}
      </p>
    </>
  );
}
