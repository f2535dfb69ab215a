import { Button } from '@fluentui/react-components';
import { ArrowClockwise20Regular, Copy20Regular, Stop20Regular } from '@fluentui/react-icons';
import type { ReactElement, Ref } from 'react';
import { defaultPort } from '../../../shared/model/target';
import type { RunState } from '../../../shared/model/run-state';
import { text } from '../../../shared/text';
import { copyRun, runAgain, stopRun, useRun } from '../../stores/run-store';
import { scenarioName } from '../start/scenario-name';
import { duration } from '../../../shared/present/read';
import { stepsOf } from './steps';
import { useNow } from './use-now';

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
  const busy = run.status === 'running' || run.watching;
  return (
    <div className="run-header">
      <div className="run-title">
        <h1 ref={heading} tabIndex={-1} aria-label={text('app.run.label', { target: targetName(target) })}>
          {targetName(target)}
        </h1>
        <p className="muted run-status">
          <Status run={run} />
        </p>
        {demo && (
          <p className="small muted">
            {text(demo.replayed ? 'app.run.demo-replayed' : 'app.run.demo', {
              scenario: scenarioName(demo.scenario)
            })}
          </p>
        )}
        {codes !== undefined && <p className="small muted">{text('app.run.with-code', { codes })}</p>}
      </div>
      <div className="run-actions">
        {busy ? (
          <Button key="stop" icon={<Stop20Regular />} onClick={() => void stopRun()}>
            {text('app.run.stop')}
          </Button>
        ) : (
          <Button key="again" icon={<ArrowClockwise20Regular />} onClick={() => void runAgain()}>
            {text('app.run.again')}
          </Button>
        )}
        <Button icon={<Copy20Regular />} onClick={() => void copyRun('all')}>
          {text('app.run.copy')}
        </Button>
      </div>
    </div>
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
