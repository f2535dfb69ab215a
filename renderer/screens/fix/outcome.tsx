import { Button } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import type { ReactElement, Ref } from 'react';
import type { Plan } from '../../../shared/model/change';
import type { FixRun, Recheck } from '../../../shared/model/fix-state';
import { settingName } from '../../../shared/present/change-text';
import { findingTitle } from '../../../shared/present/finding-text';
import { stateInFull } from '../../../shared/present/fix-text';
import { text } from '../../../shared/text';
import { copyText } from '../../parts/copy-text';
import { CountDown } from '../../parts/count-down';
import { StateMark, type Mark } from '../../parts/state-mark';
import { notify } from '../../stores/notice-store';
import { isManaged, outcomeOf } from './fix-view';

interface Props {
  readonly run: FixRun;
  readonly heading: Ref<HTMLHeadingElement>;
}

/** What has come of it: what is so now, what was looked for again, or why it did not come about. */
export function Outcome({ run, heading }: Props): ReactElement | null {
  const outcome = outcomeOf(run);
  if (!outcome) return null;
  const { status, plan, expiresAt } = run;
  return (
    <section className="card fix-outcome" aria-labelledby="fix-outcome-title">
      <div className="result-head">
        <StateMark mark={outcome.mark} />
        <h2 id="fix-outcome-title" ref={heading} tabIndex={-1}>
          {outcome.title}
        </h2>
      </div>
      {outcome.sentence !== null && <p className="fix-sentence">{outcome.sentence}</p>}
      {status === 'made' && expiresAt !== null && (
        <p>
          {text('fix.screen.made.ends', { time: '' })}
          <CountDown until={expiresAt} />
        </p>
      )}
      {isManaged(run) && <Managed run={run} />}
      {status === 'made' && plan && plan.changes.length > 0 && <IsNow plan={plan} />}
      {(status === 'made' || status === 'undone') && <Rechecked run={run} />}
      {status === 'drifted' && plan?.drifted && <Drift drifted={plan.drifted} />}
    </section>
  );
}

function Managed({ run: { problem } }: { readonly run: FixRun }): ReactElement | null {
  const where = problem?.params['where'];
  if (typeof where !== 'string') return null;
  const copy = (): void =>
    notify(text(copyText(where) ? 'fix.screen.where.copied' : 'app.notice.copy-refused'));
  return (
    <>
      <p>{text('fix.screen.stopped.managed-next')}</p>
      <div className="fix-place">
        <p className="mono small">{where}</p>
        <Button
          appearance="subtle"
          size="small"
          icon={<Copy16Regular />}
          aria-label={text('fix.screen.where.copy', { where })}
          onClick={copy}
        />
      </div>
    </>
  );
}

function IsNow({ plan }: { readonly plan: Plan }): ReactElement {
  return (
    <>
      <h3>{text('fix.screen.made.is-now')}</h3>
      <ul className="fix-now">
        {plan.changes.map(({ setting, where, after }) => (
          <li key={`${setting} ${where}`}>
            {settingName(setting)}: <strong>{stateInFull(setting, after)}</strong>
          </li>
        ))}
      </ul>
    </>
  );
}

const recheckMarks: Readonly<Record<Recheck['outcome'], Mark>> = {
  gone: 'ok',
  fine: 'ok',
  still: 'warning',
  'not-seen': 'could-not-run'
};

function Rechecked({ run }: { readonly run: FixRun }): ReactElement | null {
  const { rechecked, kind, names, undoing } = run;
  if (rechecked === null) return <p className="small muted">{text('fix.screen.recheck.none')}</p>;
  if (rechecked.length === 0) return null;
  // A downgrade is meant to be found, and a finding to be there again once its fix was taken back.
  const isMeant = kind.risk === 'downgrade' && !undoing;
  return (
    <>
      <h3>{text('fix.screen.recheck.title')}</h3>
      <ul className="fix-rechecked">
        {rechecked.map(({ finding, side, outcome }) => {
          const meant = outcome === 'still' && (isMeant || undoing);
          return (
            <li key={`${finding} ${side}`}>
              <StateMark mark={meant ? 'info' : recheckMarks[outcome]} />
              <span>
                {findingTitle(
                  { id: finding, side, severity: 'info', confidence: 0, evidence: [], fixes: [] },
                  names
                )}
                <span className="small muted fix-meaning">
                  {text(`fix.screen.recheck.${outcome === 'still' && isMeant ? 'as-meant' : outcome}`)}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Drift({ drifted }: { readonly drifted: NonNullable<Plan['drifted']> }): ReactElement {
  return (
    <table className="fix-drift">
      <thead>
        <tr>
          {(['setting', 'before', 'ours', 'now'] as const).map((column) => (
            <th key={column} scope="col">
              {text(`fix.screen.drifted.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {drifted.map(({ setting, before, ours, now }) => (
          <tr key={setting}>
            <th scope="row">{settingName(setting)}</th>
            {[before, ours, now].map((value, column) => (
              <td key={column}>{stateInFull(setting, value)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
