import { create } from 'zustand';
import type { PcSubject } from '../../shared/ipc/contract';
import type { FindingId } from '../../shared/model/finding-id';
import type { Role } from '../../shared/model/machine-diagnosis';
import type { PcRunState } from '../../shared/model/pc-run-state';
import type { MachineStageId } from '../../shared/model/stage';
import { text } from '../../shared/text';
import { bridge, errorText } from '../app/bridge';
import { notify } from './notice-store';
import { take, type Known } from './take';
import { useView } from './view-store';

/** The look at a PC that is shown. */
export const usePc = create<Known<PcRunState>>(() => ({ run: null, replaced: [] }));

function receive(state: PcRunState): void {
  const before = usePc.getState();
  const { gap, ...known } = take(before, state);
  usePc.setState(known);
  if (known.run !== null && known.run.runId !== before.run?.runId) useView.getState().show('pc');
  if (gap) void fetchCurrent();
}

async function fetchCurrent(): Promise<void> {
  const answer = await bridge().pc.current({});
  if (answer.ok && answer.value) receive(answer.value);
}

/** Listens for looks at PCs and asks for the one under way, as after a reload. Gives the way to stop listening. */
export function followPcs(): () => void {
  const stop = bridge().pc.onChanged(receive);
  void fetchCurrent();
  return stop;
}

/** Looks at a PC and shows it. Gives null, or the sentence why it was not taken. */
export async function lookAt(subject: PcSubject, role: Role): Promise<string | null> {
  const answer = await bridge().pc.start({ subject, role });
  if (!answer.ok) return errorText(answer.error);
  await fetchCurrent();
  return null;
}

/** Looks at the shown PC again. */
export async function lookAgain(): Promise<void> {
  const { run } = usePc.getState();
  if (!run) return;
  const answer = await bridge().pc.again({ runId: run.runId });
  if (!answer.ok) return notify(errorText(answer.error));
  await fetchCurrent();
}

/** Looks at the shown PC in another role; what was read of it stays. */
export async function lookAs(role: Role): Promise<void> {
  const { run } = usePc.getState();
  if (!run) return;
  const answer = await bridge().pc.lookAs({ runId: run.runId, role });
  if (!answer.ok) return notify(errorText(answer.error));
  await fetchCurrent();
}

/** Stops reading the shown PC; what was read so far stays. */
export async function stopLooking(): Promise<void> {
  const { run } = usePc.getState();
  if (!run) return;
  const answer = await bridge().pc.cancel({ runId: run.runId });
  if (!answer.ok) notify(errorText(answer.error));
}

/** Puts the result, one part or one finding on the clipboard, and says so. */
export async function copyPc(
  what: 'all' | { readonly stage: MachineStageId } | { readonly finding: FindingId }
): Promise<void> {
  const { run } = usePc.getState();
  if (!run) return;
  const answer = await bridge().pc.copy({ runId: run.runId, what });
  if (!answer.ok) return notify(errorText(answer.error));
  if (what === 'all') return notify(text('app.notice.copied-result'));
  notify(
    'stage' in what
      ? text('app.notice.copied-step', { name: text(`pc.stage.${what.stage}.name`) })
      : text('app.notice.copied-finding')
  );
}
