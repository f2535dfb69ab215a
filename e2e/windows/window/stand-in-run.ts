import { runFrom as runReal, type RunProgram } from '../../../main/machine/programs/run';
import { endRecordedSession, noteAnswered } from './recording';

// Takes the place of main/machine/programs/run.ts in the build with the stand-in: Wine has neither sessions nor rwinsta.exe,
// and sessions are recorded. All other programs are Windows' own.

export * from '../../../main/machine/programs/run';

/** As in the release, but that `rwinsta.exe <number>` ends a recorded session. */
export const runFrom = (folder: string): RunProgram => {
  const run = runReal(folder);
  return (call, signal) => {
    if (call.program !== 'rwinsta.exe') return run(call, signal);
    noteAnswered(['programs/rwinsta.exe']);
    const isThere = endRecordedSession(Number(call.args[0]));
    return Promise.resolve({ status: isThere ? 0 : 1, stdout: '', stderr: '' });
  };
};
