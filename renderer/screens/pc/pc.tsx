import { useRef, useState, type ReactElement } from 'react';
import type { Role } from '../../../shared/model/machine-diagnosis';
import type { PcRunState } from '../../../shared/model/pc-run-state';
import { machineStageIds } from '../../../shared/model/stage';
import { duration } from '../../../shared/present/read';
import { text } from '../../../shared/text';
import { CheckColumns } from '../../parts/check/columns';
import { CheckHeader } from '../../parts/check/header';
import { NotChecked } from '../../parts/check/not-checked';
import { CheckResult } from '../../parts/check/result';
import { useCheckFocus } from '../../parts/check/use-check-focus';
import { Made } from '../../parts/fix/made';
import { notCheckedRows } from '../../parts/machine/not-checked-rows';
import { RoleChoice } from '../../parts/role-choice';
import { useNow } from '../../parts/use-now';
import { copyPc, lookAgain, lookAs, stopLooking, usePc } from '../../stores/pc-store';
import { NotReadable } from './not-readable';
import { PcSteps } from './pc-steps';
import { concludePc, findingViewOf, howRead, pcLines, pcNotes, pcTitle, verdictOf } from './pc-view';
import './pc.css';

/** A PC from the inside: what was read of it, part by part, and what that comes to. */
export function PcScreen(): ReactElement {
  const run = usePc((store) => store.run);
  return run ? <Pc run={run} /> : <p>{text('pc.screen.none')}</p>;
}

function Pc({ run }: { readonly run: PcRunState }): ReactElement {
  const title = useRef<HTMLHeadingElement>(null);
  const result = useRef<HTMLHeadingElement>(null);
  const busy = run.status === 'running';
  useCheckFocus({ runId: run.runId, busy }, title, result);
  const name = pcTitle(run);
  const unreadable = run.diagnosis === null ? run.problem : null;
  const head = (
    <>
      <CheckHeader
        heading={title}
        name={name}
        label={text('pc.screen.label', { name })}
        status={<Status run={run} />}
        notes={pcNotes(run)}
        busy={busy}
        onStop={() => void stopLooking()}
        onAgain={() => void lookAgain()}
        onCopy={run.diagnosis ? () => void copyPc('all') : null}
      />
      {!unreadable && <As run={run} />}
      <Pcs run={run} />
    </>
  );
  if (unreadable)
    return (
      <div className="check">
        {head}
        <NotReadable problem={unreadable} name={name} kind={run.kind} heading={result} />
      </div>
    );
  const conclusion = concludePc(run);
  return (
    <CheckColumns
      head={head}
      steps={<PcSteps run={run} />}
      result={
        <CheckResult
          heading={result}
          conclusion={conclusion}
          view={findingViewOf(run, ({ id }) => void copyPc({ finding: id }))}
          verdict={verdictOf(run, conclusion)}
          unfinished={
            run.status === 'cancelled' || run.status === 'failed'
              ? text(`pc.screen.result.${run.status}`)
              : null
          }
          made={
            (run.kind === 'this-pc' || run.kind === 'demo') && (
              <Made place={{ kind: run.kind, name: run.name }} />
            )
          }
          notChecked={
            <NotChecked rows={notCheckedRows(run.diagnosis, { ...howRead(run), kind: run.kind })} />
          }
        />
      }
      copyRow={copyRow}
    />
  );
}

function copyRow(row: DOMStringMap): boolean {
  const stage = machineStageIds.find((id) => id === row['pcStage']);
  const finding = usePc.getState().run?.diagnosis?.findings.find(({ id }) => id === row['finding']);
  if (stage) void copyPc({ stage });
  else if (finding) void copyPc({ finding: finding.id });
  else return false;
  return true;
}

/** The switch between the roles of one PC; two have each their own. It stands still while the answer is under way. */
function As({ run }: { readonly run: PcRunState }): ReactElement | null {
  const [chosen, setChosen] = useState<Role | null>(null);
  if ((run.diagnosis?.pcs.length ?? 0) > 1) return null;
  const choose = async (role: Role): Promise<void> => {
    setChosen(role);
    await lookAs(role);
    setChosen((now) => (now === role ? null : now));
  };
  return (
    <RoleChoice
      legend={text('pc.screen.as.legend')}
      role={chosen ?? run.role}
      onChoose={(role) => void choose(role)}
    />
  );
}

/** With two PCs a heading for each: which, when, by what. One is told under the screen's own heading. */
function Pcs({ run }: { readonly run: PcRunState }): ReactElement | null {
  const pcs = pcLines(run);
  if (pcs.length < 2) return null;
  return (
    <ul className="pcs" aria-label={text('pc.screen.pcs')}>
      {pcs.map(({ name, facts }, index) => (
        <li key={index} className="card">
          <h2>{name}</h2>
          <p className="muted small">{facts}</p>
        </li>
      ))}
    </ul>
  );
}

/** After this long the screen says what it waits for, milliseconds. */
const slowAfterMs = 10_000;

function Status({ run }: { readonly run: PcRunState }): ReactElement {
  const reading = run.status === 'running';
  const now = useNow(reading);
  const { progress, diagnosis, status } = run;
  if (reading) {
    const elapsed = Math.max(0, now - run.since);
    const time = duration(elapsed);
    if (!progress && run.kind === 'computer') {
      const params = { name: pcTitle(run), time };
      return <>{run.askAccount ? text('pc.remote.asking', params) : text('pc.remote.connecting', params)}</>;
    }
    if (!progress) return <>{text('pc.screen.status.running-plain', { time })}</>;
    return (
      <>
        {text(elapsed > slowAfterMs ? 'pc.screen.status.slow' : 'pc.screen.status.running', {
          done: progress.done,
          total: progress.of,
          time
        })}
      </>
    );
  }
  if (run.problem && !diagnosis) return <>{text('pc.screen.status.not-looked-at')}</>;
  if (status !== 'done') return <>{text(`pc.screen.status.${status}`)}</>;
  if (diagnosis && diagnosis.durationMs > 0)
    return <>{text('pc.screen.status.done', { time: duration(diagnosis.durationMs) })}</>;
  const checks = diagnosis?.stages.flatMap(({ evidence }) => evidence.checks) ?? [];
  return <>{text('pc.screen.status.done-recorded', { count: checks.length })}</>;
}
