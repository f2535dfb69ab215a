import { expect as expectPage } from '@playwright/test';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { changedPc, setValue } from '../../main/demo/machines/sound-pc';
import { rdpTcp } from '../../main/facts/registry-paths';
import { machineDiagnosisSchema } from '../../shared/model/machine-diagnosis';
import { startSeeder, type Seeder } from './seed';
import { runCli } from './session';
import { lookAtThisPc } from './window/steps';
import { seedPc, type SeededPc } from './window/pc';
import { startWindow, type AppWindow } from './window/window';

// The window of the Windows build on the PC that it runs on.

const image = changedPc('windows-11', (pc) => setValue(pc, rdpTcp, 'UserAuthentication', ['REG_DWORD', 0]));

let seeder: Seeder;
let pc: SeededPc;
let shown: AppWindow | null = null;
beforeAll(async () => {
  seeder = await startSeeder();
  pc = await seedPc(seeder, image);
});
afterEach(async () => {
  await shown?.close();
  shown = null;
});
afterAll(async () => {
  pc.remove();
  await seeder.stop();
});

const findingsShown = ({ page }: AppWindow): Promise<(string | null)[]> =>
  page.locator('[data-finding]').evaluateAll((shown) => shown.map((one) => one.getAttribute('data-finding')));

it('shows, in the release, the findings that its command line prints', async () => {
  shown = await startWindow();
  await lookAtThisPc(shown);
  await shown.shoot('pc');
  const { stdout } = await runCli('this-pc', '--role', 'host', '--json');
  const { findings } = machineDiagnosisSchema.parse(JSON.parse(stdout));
  expect(findings.map(({ id }) => id)).toContain('nla-off');
  expect(await findingsShown(shown)).toEqual(findings.map(({ id }) => id));
  await expectPage(shown.page.locator('[data-finding="nla-off"]')).toContainText(
    'Network Level Authentication is off on this PC'
  );
});

it('reads what Wine lacks from the recording, in the build with the stand-in, and nothing else', async () => {
  shown = await pc.open();
  await lookAtThisPc(shown);
  const shownFindings = await findingsShown(shown);
  expect(shownFindings).toContain('nla-off');
  // Nothing of the lane listens there; the recording says that something does.
  expect(shownFindings).not.toContain('not-listening');
  const answered = [...pc.answered()];
  expect(answered).toContain('firewall');
  // What the release's own code has to read and to write.
  expect(answered.filter((place) => /^(HK|certificates|credentials)|^services\/(?!\*)/.test(place))).toEqual(
    []
  );
});
