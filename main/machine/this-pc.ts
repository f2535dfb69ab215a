import manifest from '../../package.json';
import { isUnavailable, type MachineImage, type UnavailableReason } from '../../shared/model/machine-image';
import type { Reading } from '../../shared/model/reading';
import { answerTo, noneKnown, notRead } from './answer-to';
import { fill } from './fill';
import { join, type Fragment } from './fragment';
import type { Machine, ReadProgress } from './machine';
import { member } from './registry-answer';
import { sound } from './sound';
import { oneSpelling } from './one-spelling';
import type { Way } from './way';

/** The ways to this PC, best first: what several know is read by the first of them. */
export interface Ways {
  /** Calls into Windows itself: microseconds. */
  readonly native: Way;
  /** Windows' own programs with output that is the same in every language. */
  readonly programs: Way;
  /** One PowerShell for what only WMI, CIM or COM knows. */
  readonly script: Way;
}

/**
 * Reads this PC: native calls first, then Windows' own programs beside one PowerShell for the rest. What a better way could
 * not do is asked of the next one that knows it; what it was denied is not, as all of them run as the same user.
 */
export const thisPc = (ways: Ways): Machine => ({
  read: (readings, ...rest) => readBy(ways, oneSpelling(readings), ...rest)
});

async function readBy(
  { native, programs, script }: Ways,
  readings: readonly Reading[],
  signal: AbortSignal,
  onProgress?: (progress: ReadProgress) => void,
  onPartial?: (image: MachineImage) => void
): Promise<MachineImage> {
  const takenAt = new Date().toISOString();
  const reached = new Set<Reading>();
  const onAnswered = (some: readonly Reading[]): void => {
    for (const reading of some) reached.add(reading);
    onProgress?.({ done: reached.size, of: readings.length });
  };
  let image = sound(await native.read(readings.filter(native.knows), signal, onAnswered));
  const add = (more: Fragment): void => {
    // What a better way said stands; the next one fills what that left open.
    image = fill(image, sound(more));
    if (!signal.aborted) onPartial?.(whole(image, takenAt));
  };
  add({});

  const left = (way: Way): Reading[] =>
    readings.filter((reading) => way.knows(reading) && isOpen(image, reading));
  const forPrograms = left(programs);
  const forScript = left(script).filter((reading) => !forPrograms.includes(reading));
  await Promise.all([
    programs.read(forPrograms, signal, onAnswered).then(add),
    script.read(forScript, signal, onAnswered).then(add)
  ]);
  const again = forPrograms.filter((reading) => script.knows(reading) && isOpen(image, reading));
  if (again.length > 0) {
    const more = await script.read(again, signal, onAnswered);
    add(more);
    // A list is taken whole: one without gaps is better than one with.
    const { rights } = sound(more);
    for (const reading of again) {
      if (reading.kind !== 'right') continue;
      const accounts = member(rights, reading.name);
      if (Array.isArray(accounts) && !hasGap(accounts))
        image = join(image, { rights: { [reading.name]: accounts } });
    }
  }

  const missing = readings.filter((reading) => answerTo(image, reading) === undefined);
  image = noneKnown(missing, notRead).reduce(join, image);
  onProgress?.({ done: readings.length, of: readings.length });
  return whole(image, takenAt);
}

/** Reasons that hold for one way; being denied holds for all. */
const ofThatWay: readonly UnavailableReason[] = ['not-supported', 'blocked', 'timeout', 'failed', 'not-read'];

/** Sections have parts that only another way knows; of who holds a right, an account may be known by its name alone. */
const mayBePartly: readonly Reading['kind'][] = ['section', 'right'];

/** Whether another way may say more: nothing is known, or part of it is not. */
function isOpen(image: Fragment, reading: Reading): boolean {
  const answer = answerTo(image, reading);
  return answer === undefined || (mayBePartly.includes(reading.kind) ? hasGap(answer) : isGap(answer));
}

const isGap = (value: unknown): boolean => isUnavailable(value) && ofThatWay.includes(value.unavailable);

function hasGap(value: unknown): boolean {
  if (isUnavailable(value)) return isGap(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasGap);
}

function whole(image: Fragment, takenAt: string): MachineImage {
  const { clock, ...sections } = image;
  return {
    schema: 'reconnect.machine/1',
    takenAt,
    takenBy: `app ${manifest.version}`,
    closed: false,
    ...sections,
    clock: isUnavailable(clock) || clock == null ? { utc: takenAt } : { utc: takenAt, ...clock }
  };
}
