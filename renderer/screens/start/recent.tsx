import { Button } from '@fluentui/react-components';
import { Dismiss16Regular, History20Regular } from '@fluentui/react-icons';
import { useRef, type ReactElement } from 'react';
import { text } from '../../../shared/text';
import { startRun } from '../../stores/run-store';
import { accept, forget, forgetAll, reject, useStart } from '../../stores/start-store';

/** Targets of earlier checks on this PC, each with a way to forget it. */
export function Recent(): ReactElement | null {
  const recent = useStart((store) => store.recent);
  const section = useRef<HTMLElement>(null);
  if (recent.length === 0) return null;

  const forgetOne = async (typed: string): Promise<void> => {
    await forget(typed);
    // The pressed button is gone: on to the next one, or to the field when the list is empty.
    const next =
      section.current?.querySelector<HTMLElement>('.recent-forget') ??
      document.querySelector<HTMLElement>('.target-form input');
    next?.focus();
  };
  const forgetEvery = async (): Promise<void> => {
    await forgetAll();
    document.querySelector<HTMLElement>('.target-form input')?.focus();
  };

  return (
    <section ref={section} aria-labelledby="recent-title" className="recent">
      <div className="recent-head">
        <h2 id="recent-title">{text('app.start.recent.title')}</h2>
        <Button appearance="subtle" size="small" onClick={() => void forgetEvery()}>
          {text('app.start.recent.forget-all')}
        </Button>
      </div>
      <ul className="recent-list card">
        {recent.map(({ typed }) => (
          <li key={typed}>
            <button
              type="button"
              className="recent-check"
              aria-label={text('app.start.recent.check', { typed })}
              onClick={() => void check(typed)}
            >
              <History20Regular aria-hidden="true" />
              <span>{typed}</span>
            </button>
            <Button
              className="recent-forget"
              appearance="subtle"
              icon={<Dismiss16Regular />}
              aria-label={text('app.start.recent.forget-one', { typed })}
              title={text('app.start.recent.forget')}
              onClick={() => void forgetOne(typed)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

async function check(typed: string): Promise<void> {
  const sentence = await startRun({ kind: 'typed', text: typed });
  if (sentence === null) accept();
  else reject('field', sentence);
}
