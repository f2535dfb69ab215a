import type { ReactElement, ReactNode, Ref } from 'react';
import { text } from '../../../shared/text';
import { StateMark, type Mark } from '../state-mark';
import { AlsoFound, LikelyCause, type FindingView } from './causes';
import type { Conclusion } from './conclusion';
import './result.css';

interface Props {
  readonly heading: Ref<HTMLHeadingElement>;
  readonly conclusion: Conclusion;
  readonly view: FindingView;
  /** Title and sentence for a conclusion without a cause. */
  readonly verdict: { readonly title: string; readonly sentence: string };
  /** Said above a cause that was found although the check did not come to its end. */
  readonly unfinished: string | null;
  /** What the person can do beside it. */
  readonly offer?: ReactNode;
  /** What was changed for it. */
  readonly made?: ReactNode;
  readonly notChecked: ReactNode;
}

/** What a check comes to: the likely cause or why there is none, what else was found, and what was not looked at. */
export function CheckResult({
  heading,
  conclusion,
  view,
  verdict,
  unfinished,
  offer,
  made,
  notChecked
}: Props): ReactElement {
  return (
    <div className="result">
      <section className="card result-main" aria-labelledby="result-title">
        {conclusion.kind === 'cause' ? (
          <>
            <h2 id="result-title" ref={heading} tabIndex={-1} className="result-label">
              {text('app.run.cause.title')}
            </h2>
            {unfinished !== null && <p className="muted small">{unfinished}</p>}
            <LikelyCause finding={conclusion.cause} view={view} />
          </>
        ) : (
          <>
            <div className="result-head">
              <StateMark mark={marks[conclusion.kind]} />
              <h2 id="result-title" ref={heading} tabIndex={-1}>
                {verdict.title}
              </h2>
            </div>
            <p className={conclusion.kind === 'searching' ? 'muted' : ''}>{verdict.sentence}</p>
            {offer}
          </>
        )}
      </section>
      {made}
      {conclusion.kind !== 'searching' && <AlsoFound findings={conclusion.others} view={view} />}
      {conclusion.kind !== 'searching' && notChecked}
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
