import { create } from 'zustand';
import type { Contract, RecentTarget } from '../../shared/ipc/contract';
import type { Role } from '../../shared/model/machine-diagnosis';
import type { LoggedFailure } from '../../shared/model/pc-run-state';
import { text } from '../../shared/text';
import type { z } from 'zod';
import { bridge, errorText } from '../app/bridge';
import { notify } from './notice-store';

export type AppInfo = z.infer<Contract['app']['info']['result']>;

export interface DroppedFile {
  readonly name: string;
  readonly content: string;
  /** What the file says it connects to. */
  readonly target: string;
}

/** A report that was chosen, read. */
export interface OpenedFile {
  readonly name: string;
  readonly content: string;
}

/** Where on the start screen something was not taken. */
type Place = 'field' | 'which-pc' | 'this-pc' | 'other-pc' | 'report';

/** Another PC, and how it is to be reached, as it stands in the form. */
interface OtherPcWish {
  readonly name: string;
  readonly role: Role;
  readonly https: boolean;
  readonly askAccount: boolean;
  /** How often the form was asked for from elsewhere; then it is open. */
  readonly asked: number;
}

interface StartStore {
  readonly info: AppInfo | null;
  readonly recent: readonly RecentTarget[];
  /** What stands in the one field. */
  readonly typed: string;
  /** The file that fills the field; typing lets go of it. */
  readonly file: DroppedFile | null;
  /** Why the last attempt was not taken; shown under the field it is about. */
  readonly rejected: { readonly at: Place; readonly sentence: string } | null;
  /** The PC that an explained code was shown for. */
  readonly whichPc: string;
  /** Failed connections from the log of this PC, newest first. */
  readonly failures: readonly LoggedFailure[];
  /** Two reports of which nobody said yet which end is which. */
  readonly asked: readonly [OpenedFile, OpenedFile] | null;
  /** Names of the reports that are being read, while that takes long; null otherwise. */
  readonly opening: string | null;
  readonly otherPc: OtherPcWish;
}

export const useStart = create<StartStore>(() => ({
  info: null,
  recent: [],
  typed: '',
  file: null,
  rejected: null,
  whichPc: '',
  failures: [],
  asked: null,
  opening: null,
  otherPc: { name: '', role: 'host', https: false, askAccount: false, asked: 0 }
}));

export const type = (typed: string): void => useStart.setState({ typed, file: null, rejected: null });
export const holdFile = (file: DroppedFile): void =>
  useStart.setState({ file, typed: file.name, rejected: null });
export const reject = (at: Place, sentence: string): void =>
  useStart.setState({ rejected: { at, sentence } });
export const choosePc = (whichPc: string): void => useStart.setState({ whichPc, rejected: null });
/** Asks which of two reports is which end; a question that was open gives way. */
export const ask = (asked: readonly [OpenedFile, OpenedFile]): void =>
  useStart.setState({ asked, rejected: null });
/** The question is answered, or was given up. */
export const answer = (): void => useStart.setState({ asked: null });
/** Changes the form for another PC. */
export const chooseOtherPc = (changed: Partial<OtherPcWish>): void =>
  useStart.setState(({ otherPc }) => ({ otherPc: { ...otherPc, ...changed }, rejected: null }));
export const accept = (): void => useStart.setState({ rejected: null });

/** Asks main what the app is and which targets it remembers. */
export async function loadStart(): Promise<void> {
  const [info] = await Promise.all([bridge().app.info({}), loadRecent()]);
  if (info.ok) useStart.setState({ info: info.value });
  else notify(errorText(info.error));
}

/** Asks for the last failed connections of this PC; says nothing where there is no log of them. */
export async function loadFailures(): Promise<void> {
  const answered = await bridge().pc.failures({});
  if (answered.ok) useStart.setState({ failures: answered.value.failures });
}

export async function loadRecent(): Promise<void> {
  const list = await bridge().recent.list({});
  if (list.ok) useStart.setState({ recent: list.value });
  else notify(errorText(list.error));
}

export async function forget(typed: string): Promise<void> {
  const list = await bridge().recent.forget({ typed });
  if (!list.ok) return notify(errorText(list.error));
  useStart.setState({ recent: list.value });
  notify(text('app.start.recent.forgotten', { typed }));
}

export async function forgetAll(): Promise<void> {
  const list = await bridge().recent.clear({});
  if (!list.ok) return notify(errorText(list.error));
  useStart.setState({ recent: list.value });
  notify(text('app.start.recent.forgotten-all'));
}
