import type { Plan } from '../../shared/model/change';
import type { Side } from '../../shared/model/diagnosis';
import type { MachineDiagnosis, Role } from '../../shared/model/machine-diagnosis';
import { Refused } from '../changes/refused';
import type { ImageFault } from '../machine/read-image';
import { FileRefused, openHere, type OpenRecording, type Recording } from './recording';

// Both ends of the line between main and the thread that reads and judges a recording. An image of 30 MB takes about a
// second to be validated, for which main could draw, move and answer nothing.

/** The one end of a line to a thread, as a worker and a message port have it. */
export interface Line {
  readonly postMessage: (message: unknown) => void;
  readonly on: (event: 'message', listener: (message: unknown) => void) => unknown;
}

/** A thread, seen from main. */
export interface Thread extends Line {
  readonly once: (event: 'error' | 'exit', listener: (why: unknown) => void) => unknown;
  readonly terminate: () => unknown;
}

type Question =
  | { readonly open: readonly string[] }
  | { readonly judge: { readonly role: Role; readonly target: string | null } }
  | {
      readonly plan: {
        readonly fix: string;
        readonly params: Readonly<Record<string, string>>;
        readonly side: Side;
      };
    };

/** Answers come in the order of the questions. */
type Answer =
  | { readonly opened: true }
  | {
      readonly refused: {
        readonly which: number;
        readonly fault: ImageFault;
        readonly place: string;
        readonly expected: string;
      };
    }
  | { readonly diagnosis: MachineDiagnosis }
  | { readonly planned: Plan }
  | { readonly notPlanned: Pick<Refused, 'reason' | 'where' | 'detail'> }
  /** What nobody foresaw; its text is for the log. */
  | { readonly failed: string };

/** Answers main from inside the thread: the recording stays here, and what it comes to is all that crosses. */
export function serveRecording(line: Line): void {
  let recording: Recording | null = null;
  const answer = async (question: Question): Promise<Answer> => {
    if ('open' in question) {
      recording = await openHere(question.open);
      return { opened: true };
    }
    if (!recording) throw new Error('asked to judge before anything was opened');
    if ('plan' in question) {
      const { fix, params, side } = question.plan;
      return { planned: await recording.plan(fix, params, side) };
    }
    return { diagnosis: await recording.judge(question.judge.role, question.judge.target) };
  };
  let before: Promise<unknown> = Promise.resolve();
  line.on('message', (message) => {
    // Both ends are this file.
    const question = message as Question;
    before = before.then(() =>
      answer(question).then(
        (answered) => line.postMessage(answered),
        (error: unknown) => line.postMessage(refusalOf(error))
      )
    );
  });
}

function refusalOf(error: unknown): Answer {
  if (error instanceof Refused) {
    const { reason, where, detail } = error;
    return { notPlanned: { reason, where, detail } };
  }
  if (!(error instanceof FileRefused))
    return { failed: error instanceof Error ? error.message : String(error) };
  const { fault, place, expected } = error.why;
  return { refused: { which: error.which, fault, place, expected } };
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Reads recordings in threads of their own, one for each, so that the window stays alive meanwhile.
 *
 * @param start starts a thread that serves one recording
 */
export const openInThread =
  (start: () => Thread): OpenRecording =>
  async (texts) => {
    const thread = start();
    let over: Error | null = null;
    const waiting: Waiting[] = [];
    const end = (error: Error): void => {
      over ??= error;
      for (const { reject } of waiting.splice(0)) reject(over);
    };
    thread.on('message', (answer) => waiting.shift()?.resolve(answer as Answer));
    thread.once('error', (error) => end(error instanceof Error ? error : new Error(String(error))));
    thread.once('exit', () => end(new Error('the thread of a recording has ended')));
    const close = (): void => {
      end(new Error('the recording was closed'));
      void thread.terminate();
    };
    const ask = (question: Question): Promise<Answer> =>
      new Promise((resolve, reject) => {
        if (over) return reject(over);
        waiting.push({ resolve, reject });
        thread.postMessage(question);
      });

    try {
      const opened = await ask({ open: texts });
      if ('refused' in opened) throw new FileRefused(opened.refused.which, opened.refused);
      if ('failed' in opened) throw new Error(opened.failed);
    } catch (error) {
      close();
      throw error;
    }
    return {
      judge: async (role, target) => {
        const answer = await ask({ judge: { role, target } });
        if ('diagnosis' in answer) return answer.diagnosis;
        throw new Error('failed' in answer ? answer.failed : 'a recording gave no diagnosis');
      },
      plan: async (fix, params, side) => {
        const answer = await ask({ plan: { fix, params, side } });
        if ('planned' in answer) return answer.planned;
        if ('notPlanned' in answer) {
          const { reason, where, detail } = answer.notPlanned;
          throw new Refused(reason, where, detail);
        }
        throw new Error('failed' in answer ? answer.failed : 'a recording gave no plan');
      },
      close
    };
  };
