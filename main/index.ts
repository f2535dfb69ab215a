import { app } from 'electron';
import { ownArguments, readLaunch } from './launch';

const launch = readLaunch(ownArguments(process.argv, process.defaultApp === true));

if (launch.mode === 'cli') {
  // The command line reads its arguments where Node has them: after the program and its file.
  process.argv = [process.execPath, __filename, ...launch.args];
  void import('./cli/index');
} else {
  // Before the app is ready, or the first processes would start without it.
  app.enableSandbox();
  void import('./window/start').then(({ startWindow }) => startWindow(launch));
}
