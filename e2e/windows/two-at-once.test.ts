import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { expect as expectPage, type Locator } from '@playwright/test';
import { historySchema, planSchema, type History, type Plan } from '../../shared/model/change';
import type { CliRun } from './programs/cli';
import { startWorker, type Worker } from './session';
import { hostOfB } from './window/article-pcs';
import { holdJournal } from './window/left-behind';
import { changed, make, onPc, useLane } from './window/on-pc';
import { fixButton, goTo, openFix, outcome } from './window/steps';

// The window and the command line of the release on one Windows, each with changes of its own.

vi.setConfig({ testTimeout: 180_000 });

const lane = useLane();
let cli: Worker;
beforeAll(async () => {
  cli = await startWorker('programs/cli');
});
afterAll(() => cli.stop());
const on = onPc(lane, hostOfB, 'host');

const run = (...args: readonly string[]): Promise<CliRun> => cli.ask('run', args);
async function json(...args: readonly string[]): Promise<unknown> {
  const { code, out, err } = await run(...args, '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
}
const plan = async (...args: readonly string[]): Promise<Plan> => planSchema.parse(await json(...args));
const history = async (): Promise<History['changes']> => historySchema.parse(await json('history')).changes;

/** The row of a change in History. */
const row = (id: string): Locator => on.shown.page.locator(`[data-change*="${id}"]`);

/** What the window does when the person comes back to it. */
const comeBack = (): Promise<void> =>
  on.shown.page.evaluate(() => {
    window.dispatchEvent(new Event('focus'));
  });

it('each sees and takes back what the other has made', async () => {
  await make(on, 'nla-off', 'Turn NLA on', null);
  await outcome(on.shown, 'Done: ');
  const [ofWindow] = await history();
  expect(ofWindow).toMatchObject({ fix: 'nla-on', state: 'applied' });
  await goTo(on.shown, 'History');
  await expectPage(row(ofWindow?.id ?? '')).toContainText('Applied');

  const ofCli = (await plan('fix', 'fast-startup-off', '--yes')).changeId ?? '';
  await expectPage(async () => {
    await comeBack();
    await expectPage(row(ofCli)).toContainText('Applied', { timeout: 2_500 });
  }).toPass({ timeout: 30_000 });

  await plan('undo', ofWindow?.id ?? '', '--yes');
  await expectPage(async () => {
    await comeBack();
    await expectPage(row(ofWindow?.id ?? '')).toContainText('Undone', { timeout: 2_500 });
  }).toPass({ timeout: 30_000 });

  await row(ofCli).getByRole('button').first().click();
  await row(ofCli).getByRole('button', { name: 'Undo', exact: true }).click();
  await expectPage(row(ofCli)).toContainText('Undone', { timeout: 40_000 });
  expect((await history()).map(({ fix, state }) => [fix, state])).toEqual([
    ['nla-on', 'undone'],
    ['fast-startup-off', 'undone']
  ]);
  expect(await changed(on)).toEqual([]);
});

it('says in a sentence that the other is at it, and changes nothing', async () => {
  const letGo = holdJournal(await on.shown.app.evaluate(() => process.pid));
  try {
    const busy =
      'Another Reconnect is making a change at this moment. Nothing was changed here; try again when it is done.';
    expect(await run('fix', 'fast-startup-off', '--yes')).toEqual({
      code: 2,
      out: '',
      err: `reconnect: ${busy}\n`
    });
    await openFix(on.shown, 'nla-off', 'Turn NLA on');
    await fixButton(on.shown, 'Turn NLA on').click();
    await outcome(on.shown, 'It was not made');
    await outcome(on.shown, busy);
  } finally {
    letGo();
  }
  expect(await changed(on)).toEqual([]);
});
