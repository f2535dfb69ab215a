import { afterAll, beforeAll } from 'vitest';
import type { MachineImage } from '../../../shared/model/machine-image';
import { startSeeder, type Seeder } from '../seed';
import { seedPc, type SeededPc } from './pc';
import { fixButton, lookAtThisPc, openFix, type Screen } from './steps';
import type { AppWindow } from './window';
import { differences, startWitness, type Seen, type Witness } from './witness';

// What the tests of the window have in common: a PC, the window on it, and a witness that shares no code with the app.

/** What puts PCs there, and what sees and answers. */
export interface Lane {
  seeder: Seeder;
  witness: Witness;
}

/** One for the tests of a file. */
export function useLane(): Lane {
  const lane = {} as Lane;
  beforeAll(async () => {
    [lane.seeder, lane.witness] = await Promise.all([startSeeder(), startWitness()]);
  });
  afterAll(() => Promise.all([lane.seeder.stop(), lane.witness.stop()]));
  return lane;
}

/** A PC with the window on it, and how it was before anything was changed. */
export interface OnPc {
  readonly lane: Lane;
  pc: SeededPc;
  shown: AppWindow;
  before: Seen;
  recording: MachineImage;
}

/**
 * One PC for the tests of a block.
 *
 * @param as what it is looked at as from the start; null leaves the window on its first screen
 */
export function onPc(
  lane: Lane,
  image: () => MachineImage,
  as: 'host' | 'client' | null,
  prepare = (): Promise<void> => Promise.resolve()
): OnPc {
  const on = { lane } as OnPc;
  beforeAll(async () => {
    on.pc = await seedPc(lane.seeder, image());
    await prepare();
    on.before = await lane.witness.look();
    on.recording = on.pc.recording();
    on.shown = await on.pc.open();
    if (as !== null) await lookAtThisPc(on.shown, as);
  });
  afterAll(async () => {
    await on.shown.close();
    on.pc.remove();
  });
  return on;
}

/** What has become of the PC since, in words of the witness and in places of the recording. */
export const changed = async (on: OnPc): Promise<string[]> => [
  ...differences(on.before, await on.lane.witness.look()),
  ...(JSON.stringify(on.pc.recording()) === JSON.stringify(on.recording) ? [] : ['recording'])
];

/** Makes a fix as a person does. @param asked what its dialog is answered with; null where it asks nothing */
export async function make(
  { shown, lane }: OnPc,
  finding: string,
  action: string,
  asked: string | null,
  screen: Screen = 'PC'
): Promise<void> {
  await openFix(shown, finding, action, screen);
  const answered = asked === null ? null : lane.witness.answer({ press: asked, withinMs: 40_000 });
  await fixButton(shown, action).click();
  await answered;
}
