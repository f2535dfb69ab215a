import { mkdtempSync, rmSync, writeFileSync, readFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { windowsStandInApp } from '../../../build/lib/windows-app.mjs';
import { windowsPath } from '../../../build/lib/wine.mjs';
import type { MachineImage } from '../../../shared/model/machine-image';
import { readingsOf } from '../says';
import type { Seeder } from '../seed';
import { withDriverKeys } from '../stored-power';
import { forgetChanges } from './left-behind';
import { noFile, recordingVariable } from './recording';
import { startWindow, type AppWindow, type WindowOptions } from './window';

/** A recorded PC that was put into the Windows of the lane, with the window of the app on it. */
export interface SeededPc {
  /** What stands in for what Wine lacks, as it is now. */
  readonly recording: () => MachineImage;
  /** What the recording was asked so far. */
  readonly answered: () => ReadonlySet<string>;
  /** For programs of the app that are to see the same PC. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether the person says no at Windows' prompt from now on. */
  readonly sayNo: (no: boolean) => void;
  readonly open: (options?: Omit<WindowOptions, 'build'>) => Promise<AppWindow>;
  readonly remove: () => void;
}

/** Puts a recorded PC there, on which the app has never changed anything. One is there at a time. */
export async function seedPc(seeder: Seeder, recorded: MachineImage): Promise<SeededPc> {
  forgetChanges();
  const image = withDriverKeys(recorded);
  const asSeeded = await seeder.seed(image, readingsOf(image));
  const folder = mkdtempSync(join(tmpdir(), 'reconnect-pc-'));
  const file = join(folder, 'recording.json');
  writeFileSync(file, JSON.stringify(asSeeded(image)));
  const env = { [recordingVariable]: windowsPath(file) };
  const answeredFile = `${file}.answered`;
  return {
    recording: () => JSON.parse(readFileSync(file, 'utf8')) as MachineImage,
    answered: () =>
      new Set(existsSync(answeredFile) ? readFileSync(answeredFile, 'utf8').trim().split('\n') : []),
    env,
    sayNo: (no) => {
      if (no) writeFileSync(noFile(file), '');
      else rmSync(noFile(file), { force: true });
    },
    open: (options = {}) =>
      startWindow({ ...options, build: windowsStandInApp, env: { ...env, ...options.env } }),
    remove: () => rmSync(folder, { recursive: true, force: true })
  };
}
