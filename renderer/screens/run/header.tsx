import type { ReactElement, Ref } from 'react';
import { defaultPort } from '../../../shared/model/target';
import type { RunState } from '../../../shared/model/run-state';
import { duration } from '../../../shared/present/read';
import { text } from '../../../shared/text';
import { CheckHeader } from '../../parts/check/header';
import { useNow } from '../../parts/use-now';
import { copyRun, runAgain, stopRun, useRun } from '../../stores/run-store';
import { scenarioName } from '../start/scenario-name';
import { stepsOf } from './steps';

/** After this long a run says what it waits for, milliseconds. */
const slowAfterMs = 10_000;

interface Props {
  readonly run: RunState;
  readonly heading: Ref<HTMLHeadingElement>;
}

/** What is being checked, how far it is, and the buttons for the run as a whole. */
export function RunHeader({ run, heading }: Props): ReactElement {
  const codes = useRun((store) => store.codes[run.runId]);
  const { demo, target } = run.diagnosis;
  const name = targetName(target);
  const demoNote =
    demo &&
    text(demo.replayed ? 'app.run.demo-replayed' : 'app.run.demo', { scenario: scenarioName(demo.scenario) });
  return (
    <CheckHeader
      heading={heading}
      name={name}
      label={text('app.run.label', { target: name })}
      status={<Status run={run} />}
      notes={[
        ...(demoNote === undefined ? [] : [demoNote]),
        ...(codes === undefined ? [] : [text('app.run.with-code', { codes })])
      ]}
      busy={run.status === 'running' || run.watching}
      onStop={() => void stopRun()}
      onAgain={() => void runAgain()}
      onCopy={() => void copyRun('all')}
    />
  );
}

function Status({ run }: { readonly run: RunState }): ReactElement {
  const waiting = run.status === 'running' && !run.watching;
  const now = useNow(waiting);
  const steps = stepsOf(run);
  if (run.watching) return <>{text('app.run.status.watching')}</>;
  if (waiting) {
    const since = Math.min(...run.active.map((stage) => stage.since));
    if (now - since > slowAfterMs) return <>{text('app.run.slow', { host: run.diagnosis.target.host })}</>;
    const done = steps.filter((step) => step.result !== null).length;
    if (done === steps.length && run.thisPc?.reading === true)
      return (
        <>
          {text('pc.screen.this-pc-half.reading-since', {
            time: duration(Math.max(0, now - run.thisPc.since))
          })}
        </>
      );
    return <>{text('app.run.status.running', { done, total: steps.length })}</>;
  }
  return <>{text(`app.run.status.${run.status}`, { time: duration(run.diagnosis.durationMs) })}</>;
}

/** The target as a person writes it: the port only where it is not the usual one, brackets around IPv6. */
function targetName({ host, port }: RunState['diagnosis']['target']): string {
  // A practice host has no port until it listens.
  if (port === defaultPort || port === 0) return host;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
