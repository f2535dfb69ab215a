import { create } from 'zustand';
import type { Finding } from '../../shared/model/diagnosis';
import type { FixKind, FixRun, FixState } from '../../shared/model/fix-state';
import { text } from '../../shared/text';
import { bridge, errorText } from '../app/bridge';
import { notify } from './notice-store';
import { useView } from './view-store';

/** The check that shows a finding. */
export interface FixSource {
  readonly of: FixRun['of'];
  readonly runId: string;
  /** Whether that PC can be changed from here. */
  readonly here: boolean;
}

interface FixStore {
  readonly state: FixState | null;
  /** What each fix is, by its id. */
  readonly kinds: ReadonlyMap<string, FixKind>;
}

export const useFix = create<FixStore>(() => ({ state: null, kinds: new Map() }));

/** Each state is whole, so a late one is left out and a gap needs no question. */
function receive(state: FixState): void {
  const before = useFix.getState().state;
  if (before && state.sequence <= before.sequence) return;
  useFix.setState({ state });
}

async function fetchCurrent(): Promise<void> {
  const answer = await bridge().fix.current({});
  if (answer.ok) receive(answer.value);
}

/** Listens for what becomes of fixes, and asks for the one under way, as after a reload. Gives the way to stop listening. */
export function followFixes(): () => void {
  const stop = bridge().fix.onChanged(receive);
  void fetchCurrent().then(() => {
    const current = useFix.getState().state?.current;
    if (current) useView.getState().show('fix');
  });
  void bridge()
    .fix.all({})
    .then((answer) => {
      if (answer.ok) useFix.setState({ kinds: new Map(answer.value.map((kind) => [kind.id, kind])) });
    });
  return stop;
}

/** Opens what a finding offers, by its number among the offers, and shows it. */
export async function openFix({ of, runId }: FixSource, { id, side }: Finding, offer: number): Promise<void> {
  const answer = await bridge().fix.open({ of, runId, finding: id, side, offer });
  if (!answer.ok) return notify(errorText(answer.error));
  await fetchCurrent();
  useView.getState().show('fix');
}

/** What the things are called that the offers of a finding name, offer by offer. */
export async function calledOf(
  of: FixSource['of'],
  runId: string,
  finding: Finding['id'],
  side: Finding['side']
): Promise<readonly FixRun['called'][]> {
  const answer = await bridge().fix.called({ of, runId, finding, side });
  // Without names the offers say what they are about in general.
  return answer.ok ? answer.value : [];
}

async function tell(call: 'again' | 'cancel', fixRunId: string): Promise<void> {
  const answer = await bridge().fix[call]({ fixRunId });
  if (!answer.ok) notify(errorText(answer.error));
}

/** Goes back to the check that the shown fix came from, and lets go of the fix. */
export async function leaveFix({ fixRunId, of }: FixRun): Promise<void> {
  useView.getState().show(of);
  await tell('cancel', fixRunId);
}

/** Lets go of what the shown fix waits for. What comes of that is shown where it is. */
export async function stopWaiting({ fixRunId }: FixRun): Promise<void> {
  await tell('cancel', fixRunId);
}

/** Finds out anew what the shown fix would change. */
export async function planAgain({ fixRunId }: FixRun): Promise<void> {
  await tell('again', fixRunId);
}

/** Makes what is shown. */
export async function makeFix({ fixRunId, plan }: FixRun): Promise<void> {
  if (!plan) return;
  const answer = await bridge().fix.apply({ fixRunId, hash: plan.hash });
  if (!answer.ok) notify(errorText(answer.error));
}

/** Takes a change back, and shows how that goes. */
export async function undoFix(fixRunId: string, force = false): Promise<void> {
  const answer = await bridge().fix.undo({ fixRunId, force });
  if (!answer.ok) return notify(errorText(answer.error));
  await fetchCurrent();
  useView.getState().show('fix');
}

/** Puts the shown fix, or its command, on the clipboard, and says so. */
export async function copyFix({ fixRunId }: FixRun, what: 'all' | 'command'): Promise<void> {
  const answer = await bridge().fix.copy({ fixRunId, what });
  if (!answer.ok) return notify(errorText(answer.error));
  notify(text(what === 'command' ? 'fix.screen.elsewhere.copied' : 'fix.screen.copied'));
}
