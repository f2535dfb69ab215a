import type { ElectronApplication, Page } from '@playwright/test';
import type { FixRun, FixState } from '../../shared/model/fix-state';
import { expectNoViolations } from './axe';
import { drop, lookAtDemoPc } from './demo';
import { expect, test } from './electron';
import { answerQuestions, cancels, keepCancels, questions, tellOfFix } from './fixes';
import { report } from './reports';
import { capture } from './zoomed';

const clipboard = (app: ElectronApplication) => app.evaluate(({ clipboard: board }) => board.readText());
const copied = (page: Page, what: string) => expect(page.getByRole('status').getByText(what)).toBeVisible();

const laptop = 'A laptop that cannot be reached';
const workPc = 'A work PC with rules from its administrator';

/** Opens a finding that is closed, and one of its offers. */
async function openOffer(page: Page, finding: RegExp, name: RegExp): Promise<void> {
  const also = page
    .getByRole('region', { name: 'Also found' })
    .getByRole('button', { name: finding, expanded: false });
  if ((await also.count()) > 0) await also.first().click();
  await page.getByRole('button', { name }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: /^Fix: / })).toBeVisible();
}

const cancel = (page: Page) => page.getByRole('button', { name: 'Cancel', exact: true });
const outcome = (page: Page, name: RegExp) => page.getByRole('heading', { level: 2, name });

test('a fix is opened, made, seen to have worked, and taken back from the check', async ({ page, shoot }) => {
  await lookAtDemoPc(page, laptop);
  await openOffer(page, /set to sleep/, /^Stay awake on mains/);
  await expect(page.getByText('30 minutes', { exact: true })).toBeVisible();
  await expect(page.getByText('never', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Where it stands' }).click();
  await shoot('fix-safe-light');
  await page.getByRole('button', { name: /^Stay awake on mains/ }).click();
  await expect(outcome(page, /^Done: Stay awake on mains/)).toBeFocused();
  await expect(page.getByText('not found any more')).toHaveCount(1);
  await shoot('fix-made-light');

  await page.getByRole('button', { name: 'Keep it and go back' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Most likely cause' })).toBeFocused();
  await expect(page.getByRole('button', { name: /set to sleep/ })).toHaveCount(0);
  const made = page.getByRole('region', { name: 'Changed from here' });
  await expect(made).toContainText('Stay awake on mains');
  await made.scrollIntoViewIfNeeded();
  await shoot('fix-changed-from-here-light');
  await made.getByRole('button', { name: 'Undo: Stay awake on mains' }).click();
  await expect(outcome(page, /^Taken back: Stay awake on mains/)).toBeFocused();
  await shoot('fix-undone-light');
  await page.keyboard.press('Escape');
  await expect(made).toContainText('taken back');
  await expect(page.getByRole('region', { name: 'Also found' })).toContainText('set to sleep');
});

test('above safe the focus stands on Cancel, Enter changes nothing, and a dialog of the system asks', async ({
  app,
  page,
  shoot
}) => {
  await answerQuestions(app, false);
  await lookAtDemoPc(page, laptop);
  await openOffer(page, /^$/, /^Let Remote Desktop through the firewall/);
  await expect(cancel(page)).toBeFocused();
  await shoot('fix-caution-light');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Let Remote Desktop through the firewall/ })).toBeFocused();
  expect(await questions(app)).toEqual([]);

  await page.keyboard.press('Enter');
  await expect(cancel(page)).toBeFocused();
  await page.getByRole('button', { name: /^Let Remote Desktop through the firewall/ }).click();
  await expect(page.getByText('You said no, and nothing was changed.')).toBeVisible();
  await expect(cancel(page)).toBeFocused();
  const [question] = await questions(app);
  expect(question).toMatchObject({ defaultId: 0, cancelId: 0, buttons: ['Cancel', /Let Remote/] });
  await shoot('fix-declined-light');

  await answerQuestions(app, true);
  await page.getByRole('button', { name: /^Let Remote Desktop through the firewall/ }).click();
  await expect(outcome(page, /^Done: /)).toBeFocused();
});

test('what an administrator manages is off, and says which policy', async ({ page, shoot }) => {
  await lookAtDemoPc(page, workPc);
  await page
    .getByRole('region', { name: 'Also found' })
    .getByRole('button', { name: /Network Level Authentication/ })
    .click();
  const off = page.getByRole('button', { name: /^Turn NLA on/ });
  await expect(off).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText('An administrator manages this by policy.')).toBeVisible();
  await page.getByRole('button', { name: 'Which policy' }).click();
  await expect(outcome(page, /^An administrator manages this/)).toBeFocused();
  await expect(
    page
      .getByRole('article')
      .getByText(/Policies\\Microsoft\\Windows NT\\Terminal Services\\UserAuthentication$/)
  ).toBeVisible();
  await shoot('fix-managed-light');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Which policy' })).toBeFocused();
});

test('what destroys is asked twice, the second time with what is lost', async ({ app, page, shoot }) => {
  await answerQuestions(app, false);
  await lookAtDemoPc(page, laptop);
  await openOffer(page, /session/i, /^End session 2/);
  await expect(cancel(page)).toBeFocused();
  await shoot('fix-destructive-light');
  const end = page.getByRole('button', { name: /^End session 2/ });
  await end.click();
  await expect(page.getByText('You said no, and nothing was changed.')).toBeVisible();
  expect(await questions(app)).toHaveLength(1);

  await answerQuestions(app, true);
  await end.click();
  await expect(outcome(page, /^It was not made/)).toBeFocused();
  const asked = await questions(app);
  expect(asked.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^End session 2.* on the recorded PC\?$/),
    expect.stringMatching(/^End session 2.*lose what is not saved there\?$/)
  ]);
  expect(asked[1]).toMatchObject({ detail: /LAPTOP4\\anna/, defaultId: 0, cancelId: 0 });
});

test('what is waited for can be let go of, by the button or Escape', async ({ app, page }) => {
  await lookAtDemoPc(page, laptop);
  await openOffer(page, /set to sleep/, /^Stay awake on mains/);
  const said = page.getByRole('article');
  await tellOfFix(app, page, { status: 'working', step: 'writing' });
  await expect(said.getByText(/^Writing and reading back/)).toBeVisible();
  await keepCancels(app);
  await page.keyboard.press('Escape');
  await tellOfFix(app, page, { status: 'working', step: 'elevating' });
  await cancel(page).click();
  await expect.poll(() => cancels(app)).toBe(1);
  await tellOfFix(app, page, { status: 'working', step: 'waiting' });
  await expect(said.getByText(/^Done\. Waiting for what comes of it/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect.poll(() => cancels(app)).toBe(2);
  await tellOfFix(app, page, {
    status: 'stopped',
    problem: { key: 'fix.screen.stopped.let-go-of.wake-host', params: {} }
  });
  await expect(outcome(page, /^You stopped waiting/)).toBeFocused();
  await expect(said.getByText(/^The wake-up packets were sent/)).toBeVisible();
});

test('what is taken back in History is found again by the check behind it', async ({ page }) => {
  await lookAtDemoPc(page, laptop);
  await openOffer(page, /set to sleep/, /^Stay awake on mains/);
  await page.getByRole('button', { name: /^Stay awake on mains/ }).click();
  await expect(outcome(page, /^Done: Stay awake on mains/)).toBeFocused();
  await page.getByRole('button', { name: 'Keep it and go back' }).click();
  await expect(page.getByRole('button', { name: /set to sleep/ })).toHaveCount(0);
  await page.keyboard.press('Control+h');
  await page.getByRole('button', { name: /Stay awake on mains/ }).click();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.locator('.change-chip-undone')).toBeVisible();
  await page.keyboard.press('Control+h');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Changed from here' })).toContainText('taken back');
  const found = page.getByRole('region', { name: 'Also found' });
  await expect(found.getByRole('button', { name: /set to sleep/ })).toBeVisible();
});

test('what may cut the own connection is asked twice, and conflicts stand before the click', async ({
  app,
  page,
  shoot
}) => {
  await answerQuestions(app, true);
  await lookAtDemoPc(page, workPc);
  await openOffer(page, /^$/, /^Use port 3389 again/);
  await expect(page.getByText(/may cut your own connection/)).toBeVisible();
  await shoot('fix-conflict-light');
  await page.getByRole('button', { name: /^Use port 3389 again/ }).click();
  await expect(outcome(page, /^Done: Use port 3389 again/)).toBeVisible();
  expect((await questions(app)).map(({ message }) => message)).toEqual([
    'Use port 3389 again on the recorded PC?',
    'Go on, although your own connection may be cut?'
  ]);
});

test('several ways stand in a table with what they risk', async ({ page, shoot }) => {
  await lookAtDemoPc(page, workPc);
  await page
    .getByRole('region', { name: 'Also found' })
    .getByRole('button', { name: /security layer|without TLS|RDP security/i })
    .click();
  const table = page.getByRole('table').last();
  await expect(table.getByRole('columnheader')).toHaveText(['Fix', 'Risk', 'Undo']);
  await expect(table.getByRole('row')).toHaveCount(3);
  await table.scrollIntoViewIfNeeded();
  await shoot('fix-table-light');
});

test('for a PC that is only a report the command is shown and copied', async ({ app, page, shoot }) => {
  await drop(
    page,
    report('pc9.json', (draft) => {
      draft.identity['computer'] = 'PC9';
      draft.power.settings['29f6c1db-86da-48c5-9fdb-f2b67b1f44da'] = { ac: 1800, dc: 900, policyAc: null };
    })
  );
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
  await openOffer(page, /set to sleep/, /^Show how: Stay awake on mains/);
  await expect(page.getByText('reconnect fix sleep-never --yes')).toBeVisible();
  await expect(page.getByText('never', { exact: true })).toBeVisible();
  await shoot('fix-elsewhere-light');
  await page.getByRole('button', { name: 'Copy the command' }).click();
  await copied(page, 'Copied the command');
  expect(await clipboard(app)).toBe('reconnect fix sleep-never --yes');
  await expectNoViolations(page);
});

test('what a recorded PC cannot show says so', async ({ app, page, shoot }) => {
  await answerQuestions(app, true);
  await lookAtDemoPc(page, laptop);
  await openOffer(page, /leftover session/, /^End session 2/);
  await expect(page.getByText('What was open in the session is gone.')).toBeVisible();
  await shoot('fix-action-light');
  await page.getByRole('button', { name: /^End session 2/ }).click();
  await expect(page.getByRole('article').getByText('What this does is seen on a real PC only')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
});

test('the whole fix, and where a setting stands, are copied', async ({ app, page }) => {
  await lookAtDemoPc(page, laptop);
  await openOffer(page, /set to sleep/, /^Stay awake on mains/);
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await copied(page, 'Copied the fix');
  expect(await clipboard(app)).toMatch(
    /^Stay awake on mains\n {2}Sleep on mains after: 30 minutes → never\n/
  );
  await page.getByRole('button', { name: 'Where it stands' }).click();
  await page.getByRole('button', { name: /^Copy power/ }).click();
  await copied(page, 'Copied where it stands');
  expect(await clipboard(app)).toContain('1800 → 0');
});

test('everything can be done with the keyboard alone', async ({ page }) => {
  await lookAtDemoPc(page, laptop);
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  const tabTo = async (wanted: RegExp): Promise<void> => {
    for (let presses = 0; presses < 60; presses += 1) {
      if (wanted.test(await focused())) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab never reached ${String(wanted)}; it is on “${await focused()}”`);
  };
  await tabTo(/set to sleep/);
  await page.keyboard.press('Enter');
  await tabTo(/^Stay awake on mains/);
  await page.keyboard.press('Enter');
  await expect(cancel(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Stay awake on mains/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(cancel(page)).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(outcome(page, /^Done: /)).toBeFocused();
  await tabTo(/^Undo$/);
  await page.keyboard.press('Enter');
  await expect(outcome(page, /^Taken back: /)).toBeFocused();
});

test.describe('states that only a real PC comes into', () => {
  /** A fix as it is shown, with something else of it. */
  async function show(app: ElectronApplication, page: Page, next: Partial<FixRun>): Promise<void> {
    await tellOfFix(app, page, next);
  }

  test.beforeEach(async ({ page }) => {
    await lookAtDemoPc(page, laptop);
    await openOffer(page, /set to sleep/, /^Stay awake on mains/);
  });

  test('steps are told in the place of the buttons, and only waiting for Windows can be let go of', async ({
    app,
    page,
    shoot
  }) => {
    for (const [step, sentence] of [
      ['elevating', /Windows asks for administrator’s rights/],
      ['asking', /Reconnect asks whether to go on/],
      ['writing', /Writing and reading back/],
      ['checking', /Looking at the PC again/]
    ] as const) {
      await show(app, page, { status: 'working', step });
      await expect(page.getByRole('article').getByText(sentence)).toBeVisible();
      await expect(cancel(page)).toHaveCount(step === 'elevating' ? 1 : 0);
      if (step === 'elevating') await shoot('fix-elevating-light');
    }
    await shoot('fix-working-light');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('heading', { level: 1, name: /^Fix: / })).toBeVisible();
  });

  test('a downgrade counts down', async ({ app, page, shoot }) => {
    await show(app, page, {
      status: 'made',
      expiresAt: Date.now() + 1_450_000,
      changeId: 'x',
      rechecked: [],
      kind: { id: 'nla-off', risk: 'downgrade', scope: 'machine', undo: 'settings', expiresInSeconds: 1800 }
    });
    await expect(page.getByRole('timer')).toHaveText(/^24:\d\d$/);
    await expect(page.getByRole('button', { name: 'End it now' })).toBeVisible();
    await shoot('fix-count-down-light');
  });

  test('drift: three values and the choice', async ({ app, page, shoot }) => {
    const plan = await currentPlan(page);
    await show(app, page, {
      status: 'drifted',
      changeId: 'x',
      undoing: true,
      plan: { ...plan, drifted: [{ setting: 'sleep-after', before: 1800, ours: 0, now: 600 }] }
    });
    await expect(page.getByRole('row').last()).toHaveText(/30 minutes\s*never\s*10 minutes/);
    await expect(page.getByRole('button', { name: 'Put back what was before' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Leave it as it is now' })).toBeVisible();
    await expectNoViolations(page);
    await shoot('fix-drifted-light');
  });

  test('the PC has changed since, and another account', async ({ app, page, shoot }) => {
    await show(app, page, {
      note: 'changed-since',
      otherAccount: { own: 'PC7\\anna', elevated: 'PC7\\admin' }
    });
    await expect(page.getByText(/has changed since you looked/)).toBeVisible();
    await expect(page.getByText(/rights come from PC7\\admin/)).toBeVisible();
    await shoot('fix-changed-since-light');
  });

  test('a journal that cannot be written says what to do', async ({ app, page, shoot }) => {
    await show(app, page, {
      status: 'stopped',
      problem: {
        key: 'fix.problem.journal.disk-full',
        params: { folder: 'C:\\ProgramData\\Reconnect', code: 'ENOSPC' }
      }
    });
    await expect(page.getByRole('article').getByText(/Make room on the drive/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Look again' })).toBeVisible();
    await shoot('fix-stopped-light');
  });
});

const currentPlan = (page: Page): Promise<NonNullable<FixRun['plan']>> =>
  page.evaluate(async () => {
    const answer = await window.reconnect?.fix.current({});
    const state: FixState | null = answer?.ok ? answer.value : null;
    if (!state?.current?.plan) throw new Error('no plan is shown');
    return state.current.plan;
  });

const looks = [
  { name: 'light', media: { colorScheme: 'light' } },
  { name: 'dark', media: { colorScheme: 'dark' } },
  { name: 'forced-colors', media: { colorScheme: 'dark', forcedColors: 'active' } }
] as const;

for (const { name, media } of looks) {
  test(`axe finds nothing, from the offer to the undo: ${name}`, async ({ app, page, shoot }) => {
    await answerQuestions(app, true);
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    await lookAtDemoPc(page, workPc);
    await openOffer(page, /^$/, /^Use port 3389 again/);
    await page.getByRole('button', { name: 'Where it stands' }).click();
    await expectNoViolations(page);
    await shoot(`fix-ready-${name}`);
    await page.getByRole('button', { name: /^Use port 3389 again/ }).click();
    await expect(outcome(page, /^Done: /)).toBeVisible();
    await expectNoViolations(page);
    await shoot(`fix-done-${name}`);
    await page.getByRole('button', { name: 'Keep it and go back' }).click();
    await expect(page.getByRole('region', { name: 'Changed from here' })).toBeVisible();
    await expectNoViolations(page);
    await page.getByRole('button', { name: /^Undo: / }).click();
    await expect(outcome(page, /^Taken back: /)).toBeVisible();
    await expectNoViolations(page);
  });
}

for (const { name, size, zoom } of [
  { name: '800-560', size: { width: 800, height: 560 }, zoom: 1 },
  { name: '800-560-200', size: { width: 800, height: 560 }, zoom: 2 }
] as const) {
  test(`nothing scrolls sideways and the choice is in view: ${name}`, async ({ app, page }) => {
    await app.evaluate(
      ({ BrowserWindow }, { width, height, factor }) => {
        const window = BrowserWindow.getAllWindows()[0];
        window?.setSize(width, height);
        window?.webContents.setZoomFactor(factor);
      },
      { ...size, factor: zoom }
    );
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThanOrEqual(size.width / zoom);
    await lookAtDemoPc(page, workPc);
    await openOffer(page, /^$/, /^Use port 3389 again/);
    await page.getByRole('button', { name: 'Where it stands' }).click();
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    ).toBe(0);
    await page.evaluate(() => window.scrollTo(0, 0));
    await expect(cancel(page)).toBeInViewport();
    await expect(page.getByRole('button', { name: /^Use port 3389 again/ })).toBeInViewport();
    await capture(app, `fix-${name}`);
  });
}
