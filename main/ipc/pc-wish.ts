import type { PcSubject } from '../../shared/ipc/contract';
import type { Role } from '../../shared/model/machine-diagnosis';
import type { MachineImage } from '../../shared/model/machine-image';
import { findDemoPc } from '../demo/demo-pc';
import { NotATarget, parseTarget } from '../diagnosis/parse-target';
import { logError } from '../log';
import type { RemotePc } from '../machine/door';
import { CallError } from './call-error';
import { FileRefused, recordingOf, type OpenRecording, type Recording } from './recording';

/** A demo PC as it is now; what was practised on it shows. */
export type ImageOfDemo = (machine: string) => MachineImage;

/** What was asked for, understood: recordings are read before the run begins, so that a wrong one is refused at once. */
export type Work =
  | { readonly kind: 'recorded'; readonly recording: Recording }
  | {
      readonly kind: 'live';
      /** Null: this PC. */
      readonly other: RemotePc | null;
    };

/** A look at a PC, as it is wanted. */
export interface Wish {
  readonly kind: PcSubject['kind'];
  readonly name: string | null;
  readonly role: Role;
  readonly target: string | null;
  /** Two PCs have each their role; one can be looked at in any. */
  readonly twoPcs: boolean;
  readonly work: Work;
}

/** @throws CallError that says what is wrong with the wish */
export async function readWish(
  subject: PcSubject,
  role: Role,
  typed: string | undefined,
  openReports: OpenRecording,
  imageOfDemo: ImageOfDemo
): Promise<Wish> {
  const target = typed === undefined || typed.trim() === '' ? null : hostOf(typed);
  const twoPcs = false;
  switch (subject.kind) {
    case 'this-pc':
      return { kind: 'this-pc', name: null, role, target, twoPcs, work: { kind: 'live', other: null } };
    case 'computer': {
      const { https = false, askAccount = false } = subject;
      const computer = hostOf(subject.name);
      const work = { kind: 'live', other: { computer, https, askAccount } } as const;
      return { kind: 'computer', name: computer, role, target, twoPcs, work };
    }
    case 'demo': {
      const pc = findDemoPc(subject.machine);
      if (!pc) throw new CallError('no-machine', 'app.error.no-machine', { id: subject.machine });
      const recording: Recording = {
        judge: (...question) => recordingOf([imageOfDemo(pc.id)]).judge(...question),
        plan: (...question) => recordingOf([imageOfDemo(pc.id)]).plan(...question),
        close: () => undefined
      };
      const work = { kind: 'recorded', recording } as const;
      return { kind: 'demo', name: pc.id, role: pc.role, target: target ?? pc.target, twoPcs, work };
    }
    case 'report': {
      const files = [subject.file, ...(subject.host ? [subject.host] : [])];
      const work = { kind: 'recorded', recording: await openFiles(files, openReports) } as const;
      return {
        kind: 'report',
        name: files.map(({ name }) => name).join(' + '),
        role: subject.host ? 'both' : role,
        target,
        twoPcs: subject.host !== undefined,
        work
      };
    }
  }
}

function hostOf(typed: string): string {
  try {
    return parseTarget(typed).host;
  } catch (error) {
    if (!(error instanceof NotATarget)) throw error;
    throw new CallError('not-a-target', `cli.target.${error.fault}`, { word: typed.trim().slice(0, 100) });
  }
}

async function openFiles(
  files: readonly { readonly name: string; readonly content: string }[],
  openReports: OpenRecording
): Promise<Recording> {
  try {
    return await openReports(files.map(({ content }) => content));
  } catch (error) {
    if (!(error instanceof FileRefused)) {
      // Such as a file that takes more memory than there is.
      logError('reading a report failed', error);
      throw new CallError('not-opened', 'pc.open.failed', {
        name: files.map(({ name }) => name).join(' + ')
      });
    }
    const { fault, place, expected } = error.why;
    const path = files[error.which]?.name ?? '';
    throw new CallError('not-an-image', `pc.image.${fault}`, { path, place, expected });
  }
}
