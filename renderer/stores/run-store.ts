import { create } from 'zustand';
import type { Refusal, RunInput } from '../../shared/ipc/contract';
import type { FindingId } from '../../shared/model/finding-id';
import type { RunState } from '../../shared/model/run-state';
import type { MachineStageId, StageId } from '../../shared/model/stage';
import { text } from '../../shared/text';
import { bridge, errorText } from '../app/bridge';
import { notify } from './notice-store';
import { reject } from './start-store';
import { take, type Known } from './take';
import { useView } from './view-store';

interface RunStore extends Known<RunState> {
  /** The code or message that led to a run, by run id. */
  readonly codes: Readonly<Record<string, string>>;
}

export const useRun = create<RunStore>(() => ({ run: null, replaced: [], codes: {} }));

function receive(state: RunState): void {
  const before = useRun.getState();
  const { gap, ...known } = take(before, state);
  useRun.setState(known);
  // Also a run that the command line or a second start of the app asked for is shown at once.
  if (known.run !== null && known.run.runId !== before.run?.runId) useView.getState().show('run');
  if (gap) void fetchCurrent();
}

/** A target given to the app from outside was not understood: said where it would have been typed. */
function showRefusal(refusal: Refusal): void {
  useView.getState().show('start');
  reject('field', errorText(refusal));
}

async function fetchCurrent(): Promise<void> {
  const answer = await bridge().run.current({});
  if (answer.ok && answer.value) receive(answer.value);
}

/** Listens for runs and asks for the one under way, as after a reload. Gives the way to stop listening. */
export function followRuns(): () => void {
  const stops = [bridge().run.onChanged(receive), bridge().run.onRefused(showRefusal)];
  void fetchCurrent();
  void bridge()
    .run.refusal({})
    .then((answer) => answer.ok && answer.value && showRefusal(answer.value));
  return () => stops.forEach((stop) => stop());
}

/** Starts a run and shows it. Gives null, or the sentence why the target was not taken. */
export async function startRun(input: RunInput, codes?: string): Promise<string | null> {
  const answer = await bridge().run.start(codes === undefined ? { input } : { input, codes });
  if (!answer.ok) return errorText(answer.error);
  const { runId } = answer.value;
  if (codes !== undefined) useRun.setState((now) => ({ codes: { ...now.codes, [runId]: codes } }));
  await fetchCurrent();
  return null;
}

/** Repeats the shown run. */
export async function runAgain(): Promise<void> {
  const { run, codes } = useRun.getState();
  if (!run) return;
  const answer = await bridge().run.again({ runId: run.runId });
  if (!answer.ok) return notify(errorText(answer.error));
  const because = codes[run.runId];
  if (because !== undefined) useRun.setState({ codes: { ...codes, [answer.value.runId]: because } });
  await fetchCurrent();
}

async function tell(call: 'cancel' | 'watch'): Promise<void> {
  const { run } = useRun.getState();
  if (!run) return;
  const answer = await bridge().run[call]({ runId: run.runId });
  if (!answer.ok) notify(errorText(answer.error));
}

/** Stops the shown run, or the watching after it. */
export const stopRun = (): Promise<void> => tell('cancel');

/** Starts watching how stable the connection is. */
export const watchStability = (): Promise<void> => tell('watch');

/** Puts the result, one step or one finding on the clipboard, and says so. */
export async function copyRun(
  what: 'all' | { stage: StageId } | { pcStage: MachineStageId } | { finding: FindingId }
): Promise<void> {
  const { run } = useRun.getState();
  if (!run) return;
  const answer = await bridge().run.copy({ runId: run.runId, what });
  if (!answer.ok) return notify(errorText(answer.error));
  if (what === 'all') return notify(text('app.notice.copied-result'));
  if ('finding' in what) return notify(text('app.notice.copied-finding'));
  const name = text('stage' in what ? `app.run.step.${what.stage}.name` : `pc.stage.${what.pcStage}.name`);
  notify(text('app.notice.copied-step', { name }));
}
