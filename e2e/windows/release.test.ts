import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../build/lib/paths.mjs';
import { windowsApp, windowsPrograms } from '../../build/lib/windows-app.mjs';
import { changedPc, setValue } from '../../main/demo/machines/sound-pc';
import { rdpTcp } from '../../main/facts/registry-paths';
import { machineDiagnosisSchema } from '../../shared/model/machine-diagnosis';
import manifest from '../../package.json';
import { readingsOf } from './says';
import { startSeeder, type Seeder } from './seed';
import { runApp, runCli } from './session';
import { standInMark } from './stand-in';

/** Files below a folder that hold the text. */
function holding(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile() && readFileSync(path).includes(text));
}

it('has no way in for a recording that answers in place of Windows', () => {
  // The search would find it: the programs of the tests have it.
  expect(holding(windowsPrograms, standInMark)).not.toEqual([]);
  for (const folder of [windowsApp, inRoot('out/main'), inRoot('out/preload'), inRoot('out/renderer')])
    expect(holding(folder, standInMark), folder).toEqual([]);
});

describe('the PC it runs on, with nothing recorded', () => {
  let seeder: Seeder;
  beforeAll(async () => {
    seeder = await startSeeder();
    const image = changedPc('windows-11', (pc) =>
      setValue(pc, rdpTcp, 'UserAuthentication', ['REG_DWORD', 0])
    );
    await seeder.seed(image, readingsOf(image));
  });
  afterAll(() => seeder.stop());

  it.each([
    ['command line', runCli],
    ['whole app', runApp]
  ])('is read by the %s', async (_name, run) => {
    const { status, stdout } = await run('this-pc', '--json');
    const diagnosis = machineDiagnosisSchema.parse(JSON.parse(stdout));
    const nla = diagnosis.findings.find(({ id }) => id === 'nla-off');
    expect(nla?.evidence).toContainEqual({
      path: `${rdpTcp}\\UserAuthentication`,
      value: 0,
      expected: 1,
      source: 'local'
    });
    // Wine has neither PowerShell nor an event log: what only they know is not called well.
    const outcomes = Object.fromEntries(diagnosis.stages.map(({ id, outcome }) => [id, outcome]));
    expect(outcomes).toMatchObject({
      security: 'warning',
      firewall: 'could-not-run',
      events: 'could-not-run'
    });
    // A problem it is that nobody listens, unless a server of this machine happens to.
    const isProblem = diagnosis.findings.some(({ severity }) => severity === 'problem');
    expect(status).toBe(isProblem ? 1 : 2);
  });
});

it('runs on Windows as a command line', async () => {
  const { status, stdout } = await runCli('--version');
  expect(stdout).toMatch(`Reconnect ${manifest.version} (Electron`);
  expect(stdout).toContain('win32 x64');
  expect(status).toBe(0);
});

it('runs on Windows as the whole app with words of the command line', async () => {
  const { status, stdout } = await runApp('explain', '0x904', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ schema: 'reconnect.explanation/1' });
  expect(status).toBe(0);
});
