import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { recorded, type RecordedMachine } from '../../../main/machine/recorded';
import type { MachineImage } from '../../../shared/model/machine-image';

// The recording that stands in for what Wine lacks is a file that the window, its elevated side and a command line of the
// same Windows share, as they share a PC.

/** Names the file to every program of the app. Nothing of the release knows it. */
export const recordingVariable = 'RECONNECT_STAND_IN';

/** Read at once: the elevated side makes an environment of its own. */
const path = process.env[recordingVariable];

function file(): string {
  if (path === undefined) throw new Error(`${recordingVariable} names no recording`);
  return path;
}

export const readRecording = (): MachineImage => JSON.parse(readFileSync(file(), 'utf8')) as MachineImage;

/** What the recording holds, as a PC that can be changed. */
export const recordedPc = (): RecordedMachine => recorded(readRecording());

/** Changes the recording; another program finds it as before or as after. */
export async function changeRecording(change: (pc: RecordedMachine) => Promise<void>): Promise<void> {
  const pc = recordedPc();
  await change(pc);
  writeRecording(pc.image());
}

function writeRecording(image: MachineImage): void {
  const temporary = `${file()}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(image));
  renameSync(temporary, file());
}

/** Takes a session out of the recording. @returns whether there was such a one */
export function endRecordedSession(id: number): boolean {
  const image = readRecording();
  const sessions: readonly unknown[] = Array.isArray(image.sessions) ? image.sessions : [];
  const left = sessions.filter((one) => (one as { id?: unknown }).id !== id);
  writeRecording({ ...image, sessions: left as MachineImage['sessions'] });
  return left.length < sessions.length;
}

/** Stands beside the recording while the person says no at Windows' prompt. */
export const noFile = (recording: string): string => `${recording}.no`;

/** Whether the person says no at Windows' prompt, for as long as the test says so. */
export const personSaysNo = (): boolean => path !== undefined && existsSync(noFile(path));

/** Keeps what the recording answered in place of Windows, a line each, so that a test can say that it was nothing else. */
export const noteAnswered = (places: readonly string[]): void =>
  appendFileSync(`${file()}.answered`, places.map((place) => `${place}\n`).join(''));
