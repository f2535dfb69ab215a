import { useRef, type ReactElement } from 'react';
import type { RunState } from '../../../shared/model/run-state';
import { machineStageIds } from '../../../shared/model/stage';
import { text } from '../../../shared/text';
import { CheckColumns } from '../../parts/check/columns';
import { useCheckFocus } from '../../parts/check/use-check-focus';
import { copyRun, useRun } from '../../stores/run-store';
import { RunHeader } from './header';
import { PathPicture } from './picture';
import { Result } from './result';
import { StepList } from './step-list';
import { allStages } from './steps';

/** The guided run: where it breaks, the steps, and what that comes to. */
export function RunScreen(): ReactElement {
  const run = useRun((store) => store.run);
  return run ? <Run run={run} /> : <p>{text('app.run.none')}</p>;
}

function Run({ run }: { readonly run: RunState }): ReactElement {
  const title = useRef<HTMLHeadingElement>(null);
  const result = useRef<HTMLHeadingElement>(null);
  useCheckFocus({ runId: run.runId, busy: run.status === 'running' || run.watching }, title, result);
  return (
    <CheckColumns
      head={
        <>
          <RunHeader run={run} heading={title} />
          <PathPicture run={run} />
        </>
      }
      steps={<StepList run={run} />}
      result={<Result run={run} heading={result} />}
      copyRow={copyRow}
    />
  );
}

function copyRow(row: DOMStringMap): boolean {
  const stage = allStages.find((id) => id === row['stage']);
  const pcStage = machineStageIds.find((id) => id === row['pcStage']);
  const finding = useRun.getState().run?.diagnosis.findings.find(({ id }) => id === row['finding']);
  if (stage) void copyRun({ stage });
  else if (pcStage) void copyRun({ pcStage });
  else if (finding) void copyRun({ finding: finding.id });
  else return false;
  return true;
}
