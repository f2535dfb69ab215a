import type { ElectronApplication, Page } from '@playwright/test';
import type { PcRunState } from '../../shared/model/pc-run-state';
import { actAsWindows, asked, tellOfPc, tellOfThisPc } from './as-on-windows';
import { drop, lookAtDemoPc } from './demo';
import { expect, test } from './electron';
import { named, report, withoutElevation } from './reports';

const steps = (page: Page) => page.getByRole('region', { name: 'Steps' });
const part = (page: Page, name: string) =>
  steps(page)
    .locator('[data-pc-stage]')
    .filter({ has: page.locator('.step-name', { hasText: new RegExp(`^${name}$`) }) });
const openPart = (page: Page, name: string) => part(page, name).getByRole('button').first().click();
const clipboard = (app: ElectronApplication) => app.evaluate(({ clipboard: board }) => board.readText());
const copied = (page: Page, what: string) => expect(page.getByRole('status').getByText(what)).toBeVisible();

test.describe('demo PCs', () => {
  test('the healthy one: every part is fine, and nothing wrong was found', async ({ page, shoot }) => {
    await lookAtDemoPc(page, 'A PC on which nothing is wrong');
    await expect(page.getByRole('heading', { name: 'Nothing wrong was found' })).toBeFocused();
    await expect(steps(page).locator('[data-pc-stage]')).toHaveCount(13);
    for (const name of ['Windows edition', 'Services', 'Listener', 'Firewall', 'As a client'])
      await expect(part(page, name)).toContainText('OK');
    await expect(page.getByText('Demo: A PC on which nothing is wrong')).toBeVisible();
    await openPart(page, 'Listener');
    await shoot('pc-healthy-light');
  });

  test('the host that cannot be reached: the cause, its side, where it was seen and what to do', async ({
    page,
    shoot
  }) => {
    await lookAtDemoPc(page, 'A laptop that cannot be reached');
    await expect(page.getByRole('heading', { level: 1, name: 'Look at LAPTOP4' })).toBeVisible();
    await expect(page.getByText('As the PC that is connected to')).toBeVisible();
    const cause = page.getByRole('region', { name: 'Most likely cause' });
    await expect(cause.getByRole('heading', { level: 3 })).toContainText('LAPTOP4');
    await expect(cause).toContainText('As host');
    await expect(cause).toContainText('Seen under Firewall; certain.');
    await expect(cause).toContainText('What to do');
    await openPart(page, 'Firewall');
    const rule = part(page, 'Firewall').locator('[data-check="firewall-rule-wrong-profile"]');
    await expect(rule).toContainText('Kinds of network that the rule covers');
    await expect(rule).toContainText('Found domain, private');
    await expect(rule).toContainText('Expected public');
    await expect(rule).toContainText('set on the PC');
    await shoot('pc-unreachable-light');
  });

  test('the old client: what it is as the PC that connects, and nothing of a host', async ({
    page,
    shoot
  }) => {
    await lookAtDemoPc(page, 'An old PC that cannot connect');
    await expect(page.getByRole('region', { name: 'Most likely cause' })).toContainText('As client');
    await expect(page.getByText('Towards srv1')).toBeVisible();
    await expect(part(page, 'Firewall')).toContainText('Not part of looking at a PC in this role');
    await expect(part(page, 'Firewall').getByRole('button')).toHaveCount(0);
    await shoot('pc-old-client-light');
  });
});

test('needs an administrator: said at the part, at the check and with what to do', async ({
  page,
  shoot
}) => {
  await drop(page, report('pc7.json', withoutElevation));
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(part(page, 'Sign-in rights')).toContainText('Needs administrator');
  await openPart(page, 'Sign-in rights');
  const right = part(page, 'Sign-in rights').locator('[data-check="remote-logon-right-missing"]');
  await expect(right).toContainText('Windows shows this to administrators only');
  await expect(right).toContainText('error 5');
  const notChecked = page.getByRole('region', { name: 'Not checked' });
  await expect(notChecked).toContainText('Windows shows this to administrators only');
  await expect(notChecked).toContainText('Make the report again on that PC, with “Run as administrator”');
  await shoot('pc-administrator-light');
});

test('two reports: which is which is asked, both PCs are headed, and sides are named', async ({
  page,
  shoot
}) => {
  const host = report('host.json', (draft) => {
    named('HOSTPC')(draft);
    draft.firewall.profiles['private'] = {
      enabled: true,
      defaultInbound: 'block',
      blockAllInbound: true,
      localRulesApply: true
    };
  });
  await drop(page, report('client.json', named('DESK')), host);
  await expect(page.getByRole('radio', { name: 'The first file: client.json' })).toBeFocused();
  await shoot('start-which-end');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Look at DESK and HOSTPC' })).toBeVisible();
  const pcs = page.getByRole('list', { name: 'PCs in this report' });
  await expect(pcs.getByRole('heading', { name: 'DESK' })).toBeVisible();
  await expect(pcs.getByRole('heading', { name: 'HOSTPC' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Most likely cause' })).toContainText('HOSTPC');
  await openPart(page, 'TLS');
  await expect(part(page, 'TLS')).toContainText('TLS 1.2 (DESK)');
  await shoot('pc-two-light');
});

test.describe('reports', () => {
  test('one is opened with the button, says which file it is, and is looked at again with F5', async ({
    page
  }) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open a report' }).click();
    const { name, content } = report('pc9.json', named('PC9'));
    await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
    await expect(page.getByRole('heading', { level: 1, name: 'Look at PC9' })).toBeVisible();
    await expect(page.getByText('From pc9.json')).toBeVisible();
    await expect(page.getByText(/Seen 2026-11-20 10:00 UTC · recorded by/)).toBeVisible();
    await openPart(page, 'Listener');
    await page.keyboard.press('F5');
    await expect(page.getByRole('button', { name: 'Copy this step' })).toBeHidden();
    await expect(page.getByRole('heading', { name: 'Nothing wrong was found' })).toBeVisible();
  });

  test('two are opened the other way round with the arrow keys, and Escape gives the question up', async ({
    page
  }) => {
    const files = [report('host.json', named('HOSTPC')), report('client.json', named('DESK'))];
    await drop(page, ...files);
    await expect(page.getByRole('radio').first()).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('radio')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Open a report' })).toBeFocused();
    await drop(page, ...files);
    await expect(page.getByRole('radio').first()).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Look at DESK and HOSTPC' })).toBeVisible();
  });

  const refused: readonly [string, readonly { name: string; content: string }[], RegExp][] = [
    [
      'a bundle',
      [{ name: 'pc9.zip', content: 'PK' }],
      /^pc9\.zip is a bundle \(\.zip\), which a later version opens\./
    ],
    ['no JSON', [{ name: 'pc9.json', content: '{' }], /^pc9\.json is no machine image: it is not JSON/],
    [
      'another schema',
      [{ name: 'pc9.json', content: '{"schema":"reconnect.machine/9"}' }],
      /^pc9\.json is not a machine image of a version that this Reconnect reads \(reconnect\.machine\/9\)/
    ],
    [
      'a wrong type',
      [{ name: 'pc9.json', content: '{"schema":"reconnect.machine/1","closed":"yes"}' }],
      /^pc9\.json was refused: closed is wrong/
    ],
    ['three files', ['a', 'b', 'c'].map((name) => report(`${name}.json`)), /^3 files are too many/],
    [
      'a .rdp file among them',
      [report('a.json'), { name: 'a.rdp', content: 'full address:s:pc9' }],
      /^Drop one \.rdp file by itself/
    ],
    [
      'a name that is markup and turns the line',
      [{ name: '<img src=x onerror=alert(1)>\u202e.json', content: '[' }],
      /^<img src=x onerror=alert\(1\)>\\u202e\.json is no machine image/
    ]
  ];
  for (const [what, files, sentence] of refused) {
    test(`refuses ${what} in one sentence where it was opened`, async ({ page }) => {
      await drop(page, ...files);
      const alert = page.getByRole('alert');
      await expect(alert).toHaveCount(1);
      await expect(alert).toHaveText(sentence);
      await expect(page.getByRole('heading', { name: 'What is not working?' })).toBeVisible();
    });
  }

  test('bytes that are no text are refused', async ({ page }) => {
    await page.evaluate(() => {
      const dropped = new DataTransfer();
      dropped.items.add(new File([new Uint8Array([0x7b, 0xff, 0x80])], 'pc9.json'));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }));
    });
    await expect(page.getByRole('alert')).toHaveText(
      /^pc9\.json is no machine image: it holds bytes that are no text/
    );
  });

  test('hostile contents stay text, and a megabyte in one value stays in its place', async ({
    page,
    shoot
  }) => {
    const markup = '<img src=x onerror="document.title=1">';
    const hostile = report('pc9.json', (draft) => {
      draft.identity['computer'] = `${markup}\u202e`;
      draft.takenBy = 'x'.repeat(1_000_000);
      draft.firewall.products = [{ name: `${markup}${'y'.repeat(1_000_000)}`, enabled: true }];
      draft.programs = [
        {
          name: `AnyDesk \u0007${'z'.repeat(1_000_000)}`,
          version: '{{pc}} $t(pc.name.this)',
          publisher: null
        }
      ];
    });
    await drop(page, hostile);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${markup}\\u202e`);
    await expect(page.locator('main img')).toHaveCount(0);
    const closed = page.getByRole('button', { expanded: false });
    for (let left = await closed.count(); left > 0; left -= 1) await closed.first().click();
    expect(await page.evaluate(() => document.title)).toBe('Reconnect');
    const length = await page.getByRole('main').evaluate((main) => main.textContent.length);
    expect(length).toBeLessThan(100_000);
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth
    );
    expect(sideways).toBe(0);
    await shoot('pc-hostile-light');
  });
});

test('copies the whole result, one part, one finding and one path', async ({ page, app }) => {
  await lookAtDemoPc(page, 'A laptop that cannot be reached');
  await page.getByRole('button', { name: 'Copy result' }).click();
  await copied(page, 'Copied the whole result');
  const whole = await clipboard(app);
  expect(whole).toContain('LAPTOP4');
  expect(whole).toContain('firewall-rule-wrong-profile');

  await part(page, 'Firewall').getByRole('button').first().focus();
  await page.keyboard.press('Control+C');
  await copied(page, 'Copied the step Firewall');
  const one = await clipboard(app);
  expect(one).toContain('Kinds of network that the rule covers');
  expect(one).not.toContain('sleeps-on-ac');

  await page.getByRole('button', { name: 'Copy this finding' }).focus();
  await page.keyboard.press('Control+C');
  await copied(page, 'Copied the finding');
  expect(await clipboard(app)).toContain('firewall-rule-wrong-profile');

  await openPart(page, 'Firewall');
  await part(page, 'Firewall')
    .getByRole('button', { name: 'Copy the path firewall/rules/RemoteDesktop-UserMode-In-TCP/profiles' })
    .click();
  await copied(page, 'Copied the path');
  expect(await clipboard(app)).toBe('firewall/rules/RemoteDesktop-UserMode-In-TCP/profiles');
});

test('without Windows the screen says so, and offers a report and the demo PCs', async ({ page, shoot }) => {
  await page.evaluate(() => window.reconnect?.pc.start({ subject: { kind: 'this-pc' }, role: 'host' }));
  await expect(page.getByRole('heading', { name: 'This PC cannot be looked at' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'This PC cannot be looked at' })).toContainText(
    /does not run Windows, so there is nothing of it to read\. A report/
  );
  await expect(page.getByRole('button', { name: 'Open a report' })).toBeVisible();
  await shoot('pc-not-windows-light');
  await page.getByRole('button', { name: 'An old PC that cannot connect' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Look at DESK7' })).toBeVisible();
});

test('everything can be done with the keyboard alone', async ({ page }) => {
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  const tabTo = async (wanted: RegExp, key = 'Tab'): Promise<void> => {
    for (let presses = 0; presses < 60; presses += 1) {
      if (wanted.test(await focused())) return;
      await page.keyboard.press(key);
    }
    throw new Error(`${key} never reached ${String(wanted)}; it is on “${await focused()}”`);
  };
  await tabTo(/^Try it with a demo/);
  await page.keyboard.press('Enter');
  await tabTo(/^A laptop that cannot be reached/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Most likely cause' })).toBeFocused();
  await tabTo(/^Firewall/, 'Shift+Tab');
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Copy this step' })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Copy this step' })).toBeHidden();
  expect(await focused()).toMatch(/^Firewall/);
  await page.keyboard.press('F5');
  await expect(page.getByRole('heading', { name: 'Most likely cause' })).toBeVisible();
  await tabTo(/^Start$/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'A laptop that cannot be reached' })).toBeFocused();
});

test('the result of a recording is announced in one sentence', async ({ page }) => {
  await lookAtDemoPc(page, 'A laptop that cannot be reached');
  await expect(page.getByRole('log').getByRole('paragraph')).toHaveText([
    /^Finished\. Most likely cause: The firewall of LAPTOP4/
  ]);
});

test.describe('on Windows', () => {
  const failures = [
    {
      at: '2026-11-20T09:58:00Z',
      target: '127.0.0.1:1',
      code: '0x904',
      extended: '0x7',
      meaning: 'The connection was lost.'
    },
    { at: '2026-11-19T08:00:00Z', target: null, code: '0x204', extended: null, meaning: 'No answer came.' }
  ];
  const reading: PcRunState = {
    runId: 'told',
    sequence: 1,
    status: 'running',
    kind: 'this-pc',
    name: null,
    role: 'host',
    target: null,
    since: Date.now(),
    progress: { done: 34, of: 120 },
    diagnosis: null,
    problem: null
  };

  test('the start screen has the check of this PC in three roles, and the last failures', async ({
    app,
    page,
    shoot
  }) => {
    await actAsWindows(app, page, failures);
    for (const name of ['Check this PC', 'Check it as the PC that connects', 'Check it as both'])
      await expect(page.getByRole('button', { name, exact: true })).toBeVisible();
    const list = page.getByRole('region', { name: 'Last failures on this PC' });
    await expect(list.getByRole('listitem')).toHaveCount(2);
    await expect(list).toContainText('2026-11-20 09:58 UTC');
    await shoot('start-windows-light');

    await page
      .getByRole('button', { name: 'Use the newest failure on this PC: 127.0.0.1:1, 0x904 0x7' })
      .click();
    await expect(page.getByRole('region', { name: 'What the code says' })).toBeVisible();
    const which = page.getByRole('textbox', { name: 'Which PC was it?' });
    await expect(which).toHaveValue('127.0.0.1:1');
    await expect(which).toBeFocused();
    await expect(page.getByRole('button', { name: /^Use the newest failure/ })).toHaveCount(0);
  });

  test('Find out why checks the PC that failed, because of the code', async ({ app, page }) => {
    await actAsWindows(app, page, failures);
    await page.getByRole('button', { name: 'Find out why 127.0.0.1:1 failed with 0x904 0x7' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Check of 127.0.0.1:1' })).toBeVisible();
    await expect(page.getByText('Checked because of: 0x904 0x7')).toBeVisible();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('button', { name: /^Find out why a PC that the log does not name/ }).click();
    await expect(page.getByRole('textbox', { name: 'Which PC was it?' })).toBeFocused();
  });

  test('while it is read the time passes, nothing jumps, and it can be stopped and looked at again', async ({
    app,
    page,
    shoot
  }) => {
    await tellOfPc(app, { ...reading, since: Date.now() });
    await expect(page.getByText(/^Reading, 34 of 120 answers, \d/)).toBeVisible();
    await expect(page.getByText(/^Reading, 34 of 120 answers, [1-9](\.\d)? s/)).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    const heights = () =>
      steps(page)
        .locator('[data-pc-stage]')
        .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
    const before = await heights();
    expect(before).toHaveLength(13);
    await shoot('pc-reading-light');
    await page.getByRole('button', { name: 'Stop' }).click();
    expect(await asked(app)).toEqual(['cancel']);
    await tellOfPc(app, { ...reading, sequence: 2, status: 'cancelled', progress: null });
    await expect(page.getByRole('heading', { name: 'The check was stopped' })).toBeFocused();
    await expect(part(page, 'Firewall')).toContainText('Not run');
    expect(await heights()).toEqual(before);
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.keyboard.press('F5');
    await expect.poll(() => asked(app)).toEqual(['cancel', 'again', 'again']);
  });

  test('after ten seconds it says what it waits for', async ({ app, page }) => {
    await tellOfPc(app, { ...reading, since: Date.now() - 11_000 });
    await expect(page.getByText(/Windows PowerShell takes its time; Stop keeps what was read/)).toBeVisible();
  });
});

test('a check of a connection says that this PC was not read, and why', async ({ page, shoot }) => {
  await page.getByRole('textbox').first().fill('127.0.0.1:1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
  await expect(steps(page).getByRole('list', { name: 'This PC' })).toContainText(
    'This PC does not run Windows'
  );
  await expect(page.getByRole('region', { name: 'Not checked' })).toContainText('Settings of this PC');
  await shoot('run-this-pc-light');
});

test('a check of a connection shows what this PC adds to it, at its parts and among the causes', async ({
  app,
  page,
  shoot
}) => {
  await lookAtDemoPc(page, 'An old PC that cannot connect');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('textbox').first().fill('127.0.0.1:1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
  await tellOfThisPc(app, page);

  const group = steps(page).getByRole('list', { name: 'This PC' });
  await expect(group.getByRole('listitem')).toHaveCount(6);
  const client = group.locator('[data-pc-stage="client"]');
  await expect(client).toContainText('Problem');
  await client.getByRole('button').first().click();
  await expect(client.locator('[data-check="client-too-old"]')).toContainText(
    'Version of the Remote Desktop client'
  );
  const also = page.getByRole('region', { name: 'Also found' });
  const added = also
    .getByRole('listitem')
    .filter({ has: page.locator('.side-chip', { hasText: 'This PC' }) });
  await expect(added.first()).toContainText('this PC');
  await added.first().getByRole('button').first().click();
  await expect(added.first()).toContainText('Seen on this PC under As a client');
  await expect(page.getByRole('region', { name: 'Where the connection breaks' })).toContainText(
    'Needs a look'
  );
  await shoot('run-this-pc-found-light');
});
