import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expect as expectPage } from '@playwright/test';
import { startWorker, type Worker } from './session';
import { hostOfA } from './window/article-pcs';
import { machineRecords, storedTasks, writingProcess } from './window/left-behind';
import { changed, make, onPc, useLane } from './window/on-pc';
import { lookAtThisPc, outcome } from './window/steps';

// What is left of a change where a process is killed in the middle of it, with the window and its elevated side as they run on
// a Windows PC. A downgrade is long enough to be met in the middle: between the note of it and what it writes, Windows is
// asked to keep the task that ends it.

vi.setConfig({ testTimeout: 240_000 });

const lane = useLane();
let killer: Worker;
beforeAll(async () => {
  killer = await startWorker('programs/elevation');
});
afterAll(() => killer.stop());

const on = onPc(lane, hostOfA, 'host');
const finding = 'host-security-layer-error';
const action = 'Turn NLA off for 30 minutes';
const title = 'Do without Network Level Authentication for a while';
const off = /RDP-Tcp\\UserAuthentication: \["REG_DWORD",1\] -> \["REG_DWORD",0\]/;

/** TerminateProcess, by Windows' number: nothing is told, nothing is tidied up. */
const kill = (pid: number): Promise<unknown> => killer.ask('kill', pid);
const gone = (pid: number): Promise<void> =>
  expect.poll(() => killer.ask('runs', pid), { timeout: 30_000, interval: 200 }).toBe(false);
const windowProcess = (): Promise<number> => on.shown.app.evaluate(() => process.pid);

/** Makes the fix and comes back as soon as it is noted, before it is written. @returns the change and who is at it */
async function beginChange(): Promise<{ id: string; broker: number }> {
  const before = machineRecords().length;
  await make(on, finding, action, 'OK');
  await expect.poll(() => machineRecords().length, { timeout: 30_000, interval: 1 }).toBeGreaterThan(before);
  const begun = machineRecords().at(-1);
  expect(begun).toMatchObject({ record: 'begin', fix: 'nla-off' });
  const broker = writingProcess();
  if (begun === undefined || broker === null) throw new Error('nobody writes the journal');
  return { id: begun.id, broker };
}

const recordsOf = (id: string): string[] =>
  machineRecords().flatMap((one) => (one.id === id ? [one.record] : []));

async function startAgain(): Promise<void> {
  on.shown = await on.pc.open();
}

const untilAsBefore = async (): Promise<void> => {
  await expect.poll(() => changed(on), { timeout: 40_000, interval: 500 }).toEqual([]);
  await expect.poll(() => storedTasks().size, { timeout: 20_000 }).toBe(0);
};

/** Ends the change that is counted down, from the bar that is in view on every screen. */
const endItNow = (): Promise<void> =>
  on.shown.page.getByRole('button', { name: `End it now: ${title}` }).click({ timeout: 40_000 });

it('is carried to its end by the elevated side where the window is killed', async () => {
  const window = await windowProcess();
  const { id, broker } = await beginChange();
  await kill(window);
  expect(recordsOf(id)).toEqual(['begin']);
  await gone(broker);
  await on.shown.kill();
  expect(recordsOf(id)).toEqual(['begin', 'applied']);
  expect(await changed(on)).toEqual([expect.stringMatching(off)]);
  expect(storedTasks().size).toBe(1);

  await startAgain();
  await endItNow();
  await untilAsBefore();
  expect(recordsOf(id)).toEqual(['begin', 'applied', 'undoing', 'undone']);
});

describe('the elevated side is killed', () => {
  it.each(['Undo it', 'Finish it', 'Keep it as it is now'] as const)(
    'and the window offers: %s',
    async (way) => {
      await lookAtThisPc(on.shown);
      const { id, broker } = await beginChange();
      await kill(broker);
      expect(recordsOf(id)).toEqual(['begin']);
      await outcome(on.shown, 'It was not made');
      await on.shown.kill();
      const found = await changed(on);
      expect([[], [expect.stringMatching(off)]]).toContainEqual(found);

      await startAgain();
      const { page } = on.shown;
      const bar = page.getByRole('region', { name: 'Changes that need a decision' });
      await expectPage(bar).toContainText(`Not finished: ${title}.`, { timeout: 40_000 });
      for (const offered of ['Finish it', 'Undo it', 'Keep it as it is now'])
        await expectPage(bar.getByRole('button', { name: `${offered}: ${title}` })).toBeVisible();
      await on.shown.shoot('cut-short');
      const asked = way === 'Finish it' ? lane.witness.answer({ press: 'OK', withinMs: 40_000 }) : null;
      await bar.getByRole('button', { name: `${way}: ${title}` }).click();
      await asked;
      await expectPage(bar).toBeHidden({ timeout: 40_000 });
      if (way === 'Keep it as it is now') expect(await changed(on)).toEqual(found);
      if (way === 'Finish it') {
        await expect.poll(() => changed(on), { timeout: 20_000 }).toEqual([expect.stringMatching(off)]);
        expect(storedTasks().size).toBe(1);
        await endItNow();
      }
      await untilAsBefore();
      expect(recordsOf(id).at(-1)).toBe('undone');
    }
  );
});
