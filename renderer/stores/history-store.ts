import { create } from 'zustand';
import type { ChangedPc } from '../../shared/model/changed-pc';
import type {
  HistoryEntry,
  HistoryState,
  HistoryView,
  UndoAllPlan,
  waySchema
} from '../../shared/model/history-state';
import type { z } from 'zod';
import { changeTitle } from '../../shared/present/history-text';
import { text } from '../../shared/text';
import { entryKey } from '../screens/history/history-view';
import { bridge, errorText } from '../app/bridge';
import { notify } from './notice-store';

export type Way = z.infer<typeof waySchema>;

interface HistoryStore {
  readonly state: HistoryState | null;
  /** What taking everything back would do, while that is asked about. */
  readonly undoAll: { readonly pc: ChangedPc; readonly plan: UndoAllPlan } | null;
  /** Why the last thing that was tried did not come about; it stands until the next is tried. */
  readonly refused: string | null;
  /** The change that is opened, by its key. */
  readonly open: string | null;
  /** Whether the focus is to go to it once it is drawn. */
  readonly wanted: boolean;
}

export const useHistory = create<HistoryStore>(() => ({
  state: null,
  undoAll: null,
  refused: null,
  open: null,
  wanted: false
}));

/** How many changes are drawn at first, and more at each press. */
export const pageSize = 50;

/** Each state is whole, so a late one is left out and a gap needs no question. */
function receive(state: HistoryState): void {
  const before = useHistory.getState().state;
  if (before && state.sequence <= before.sequence) return;
  useHistory.setState({ state });
}

/** Listens for changes and asks for those that are known. Gives the way to stop listening. */
export function followHistory(): () => void {
  const stop = bridge().history.onChanged(receive);
  void bridge()
    .history.current({})
    .then((answer) => {
      if (answer.ok) receive(answer.value);
    });
  return stop;
}

/** Reads the journals, and what is there now, again. */
export async function readHistory(): Promise<void> {
  const answer = await bridge().history.read({});
  if (!answer.ok) notify(errorText(answer.error));
}

/** Chooses which changes are shown; the first page of them, unless more were asked for. */
export async function lookThrough(changed: Partial<HistoryView>): Promise<void> {
  const { state } = useHistory.getState();
  if (!state) return;
  const answer = await bridge().history.look({ ...state.view, most: pageSize, ...changed });
  if (answer.ok) receive(answer.value);
  else notify(errorText(answer.error));
}

type Outcome = 'done' | 'nothing' | 'drifted' | 'cancelled';
type Answer = Awaited<ReturnType<ReturnType<typeof bridge>['history']['undo']>>;

/** Says what came of it. A refusal stays to be read. */
async function told(
  answer: Promise<Answer>,
  said: Readonly<Partial<Record<Outcome, string>>>
): Promise<Outcome | null> {
  useHistory.setState({ refused: null });
  const result = await answer;
  if (!result.ok) {
    useHistory.setState({ refused: errorText(result.error) });
    return null;
  }
  const { outcome } = result.value;
  const sentence = said[outcome];
  if (sentence !== undefined) notify(sentence);
  return outcome;
}

/** Takes one change back; `force` whatever stands there now. */
export async function undoChange(entry: HistoryEntry, force = false): Promise<void> {
  const { pc, id } = entry;
  const title = changeTitle(entry);
  await told(bridge().history.undo({ pc, id, force }), {
    done: text('history.said.undone', { title }),
    nothing: text('history.said.nothing', { title }),
    drifted: text('history.said.drifted', { title }),
    cancelled: text('history.said.cancelled')
  });
}

/** Does what was chosen about a change that was cut short. */
export async function recoverChange(entry: HistoryEntry, way: Way): Promise<void> {
  const { pc, id } = entry;
  const title = changeTitle(entry);
  await told(bridge().history.recover({ pc, id, way }), {
    done: text(`history.said.${way}`, { title }),
    nothing: text(`history.said.${way}`, { title }),
    drifted: text('history.said.drifted', { title }),
    cancelled: text('history.said.cancelled')
  });
}

/** Asks what taking everything back on a PC would do, and shows it. */
export async function askUndoAll(pc: ChangedPc): Promise<void> {
  useHistory.setState({ refused: null });
  const answer = await bridge().history.planUndoAll({ pc });
  if (answer.ok) useHistory.setState({ undoAll: { pc, plan: answer.value } });
  else useHistory.setState({ refused: errorText(answer.error) });
}

export const leaveUndoAll = (): void => useHistory.setState({ undoAll: null });

/** Takes back what was shown. Where that is no longer what would be taken back, it is shown anew. */
export async function undoAll(): Promise<void> {
  const asked = useHistory.getState().undoAll;
  if (!asked) return;
  const { pc, plan } = asked;
  const outcome = await told(bridge().history.undoAll({ pc, hash: plan.hash }), {
    done: text('history.said.all-undone', { count: plan.count }),
    cancelled: text('history.said.cancelled')
  });
  leaveUndoAll();
  if (outcome === 'nothing' || outcome === 'drifted') await askUndoAll(pc);
}

/** Saves what is shown where the person says in a dialog of the system. */
export async function saveHistory(as: 'json' | 'text'): Promise<void> {
  const answer = await bridge().history.export({ as });
  if (!answer.ok) return useHistory.setState({ refused: errorText(answer.error) });
  const { file } = answer.value;
  // Whoever closes the dialog knows that nothing was saved.
  if (file !== null) notify(text('history.said.saved', { file }));
}

/** Puts one change, or all that is shown, on the clipboard, and says so. */
export async function copyHistory(what: HistoryEntry | 'shown'): Promise<void> {
  const answer = await bridge().history.copy({
    what: what === 'shown' ? 'shown' : { pc: what.pc, id: what.id }
  });
  if (!answer.ok) return notify(errorText(answer.error));
  notify(
    what === 'shown'
      ? text('history.said.copied-all')
      : text('history.said.copied', { title: changeTitle(what) })
  );
}

export const openChange = (open: string | null): void => useHistory.setState({ open });

/** Lets go of what was opened and asked, as when the screen is left. */
export const leaveHistory = (): void =>
  useHistory.setState({ open: null, wanted: false, undoAll: null, refused: null });

/** Opens one change in the list, whatever was looked for in it before. */
export async function showChange(entry: HistoryEntry): Promise<void> {
  useHistory.setState({ open: entryKey(entry), wanted: true });
  await lookThrough({ search: '', standing: null, pc: null });
}
