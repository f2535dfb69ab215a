import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { LoggedFailure } from '../../../shared/model/pc-run-state';
import { clean, moment } from '../../../shared/present/read';
import { text } from '../../../shared/text';
import { StateMark } from '../../parts/state-mark';
import { startRun } from '../../stores/run-store';
import { accept, choosePc, reject, type as typeInto, useStart } from '../../stores/start-store';
import { whichPcField } from './explained-code';

/** Connections of this PC that failed, from the log of its Remote Desktop client; nothing where there is no log. */
export function Failures(): ReactElement | null {
  const failures = useStart((store) => store.failures);
  if (failures.length === 0) return null;
  return (
    <section aria-labelledby="failures-title" className="failures">
      <h2 id="failures-title">{text('app.start.failures.title')}</h2>
      <ul className="failure-list card">
        {failures.map((failure) => (
          <li key={`${failure.at} ${failure.code}`}>
            <StateMark mark="problem" />
            <span className="failure-at small muted">{moment(failure.at)}</span>
            <span className="failure-target">{targetName(failure)}</span>
            <code className="mono small">{codesOf(failure)}</code>
            <span className="failure-meaning small" title={failure.meaning}>
              {failure.meaning}
            </span>
            <Button
              size="small"
              aria-label={text('app.start.failures.find-out-about', {
                target: targetName(failure),
                codes: codesOf(failure)
              })}
              onClick={() => void findOut(failure)}
            >
              {text('app.start.failures.find-out')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Offers the newest failure while the field is empty: the code that a person would else have to look up. */
export function NewestFailure(): ReactElement | null {
  const typed = useStart((store) => store.typed);
  const [newest] = useStart((store) => store.failures);
  if (typed !== '' || !newest) return null;
  return (
    <Button type="button" appearance="subtle" onClick={() => prefill(newest)}>
      {text('app.start.failures.newest', { target: targetName(newest), codes: codesOf(newest) })}
    </Button>
  );
}

/** The code and its extended one, as mstsc shows them. */
export const codesOf = ({ code, extended }: LoggedFailure): string =>
  extended === null ? code : `${code} ${extended}`;

const targetName = ({ target }: LoggedFailure): string =>
  target === null ? text('app.start.failures.no-target') : clean(target);

/** Puts the code where it is explained, and the PC where it is asked for. */
function prefill(failure: LoggedFailure): void {
  typeInto(codesOf(failure));
  choosePc(failure.target ?? '');
  // The field for the PC is drawn with the explanation, after this.
  requestAnimationFrame(() => document.getElementById(whichPcField)?.focus());
}

async function findOut(failure: LoggedFailure): Promise<void> {
  if (failure.target === null) return prefill(failure);
  const sentence = await startRun({ kind: 'typed', text: failure.target }, codesOf(failure));
  typeInto(codesOf(failure));
  choosePc(failure.target);
  if (sentence === null) accept();
  else reject('which-pc', sentence);
}
