import type { Plan } from '../../shared/model/change';
import type { Side } from '../../shared/model/diagnosis';
import type { MachineDiagnosis, Role } from '../../shared/model/machine-diagnosis';
import type { MachineImage } from '../../shared/model/machine-image';
import { planAny } from '../changes/make';
import { pcOf } from '../changes/pc';
import { Refused } from '../changes/refused';
import { endsOf, judgeMachine } from '../diagnosis/judge-machine';
import { fixes } from '../fixes';
import { ImageRefused, parseImage } from '../machine/read-image';

/** What was recorded of one PC, or of both ends, kept to be judged. */
export interface Recording {
  /** The role counts for one PC alone; of two the first is the client. Rejects where it was closed, or its thread ended. */
  readonly judge: (role: Role, target: string | null) => Promise<MachineDiagnosis>;
  /**
   * What a fix of a finding on that side would change. Rejects with Refused.
   *
   * @param params as the fix's own schema gave them
   */
  readonly plan: (fix: string, params: Readonly<Record<string, string>>, side: Side) => Promise<Plan>;
  /** Lets go of it. */
  readonly close: () => void;
}

/**
 * Reads one or two machine images from their texts. Rejects with FileRefused; then nothing stays open.
 */
export type OpenRecording = (texts: readonly string[]) => Promise<Recording>;

/** One of the opened files is no machine image. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  /** @param which the number of the file, from 0 */
  constructor(
    readonly which: number,
    readonly why: Pick<ImageRefused, 'fault' | 'place' | 'expected'>
  ) {
    super(why.fault);
  }
}

/**
 * Parses the texts of images.
 *
 * @throws FileRefused
 */
export function parseImages(texts: readonly string[]): MachineImage[] {
  return texts.map((text, which) => {
    try {
      return parseImage(text);
    } catch (error) {
      if (error instanceof ImageRefused) throw new FileRefused(which, error);
      throw error;
    }
  });
}

/** A recording that is in memory already, judged where it is. */
export const recordingOf = ([first, second]: readonly MachineImage[]): Recording => ({
  judge: (role, target) =>
    new Promise((resolve) => resolve(judgeMachine(endsOf(role, first, second), { target }))),
  plan: (id, params, side) =>
    new Promise((resolve) => {
      const fix = fixes.get(id);
      const image = side === 'host' ? (second ?? first) : first;
      if (!fix || !image) throw new Refused('not-supported', id);
      resolve(planAny(pcOf(image), fix, params));
    }),
  close: () => undefined
});

/** Reads recordings in this very thread. */
export const openHere: OpenRecording = (texts) =>
  new Promise((resolve) => resolve(recordingOf(parseImages(texts))));
