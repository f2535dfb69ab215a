import { app } from 'electron';
import { readBrokerLaunch } from './elevation/launch';
import { ownArguments, readLaunch } from './launch';

const args = ownArguments(process.argv, process.defaultApp === true);
// Before anything else is made of the arguments: who may choose a switch of an elevated process may choose what it does.
const broker = readBrokerLaunch(args);
const launch = readLaunch(args);

if (broker === 'refused') {
  // EX_USAGE of sysexits.h.
  process.exit(64);
} else if (broker !== null) {
  // It shows no page, so Chromium has nothing to draw.
  app.disableHardwareAcceleration();
  import('./elevation/start')
    .then(({ startBroker }) => startBroker(broker, (folder) => app.setPath('userData', folder)))
    .then(
      (status) => process.exit(status),
      // The app is told that the broker has gone. A log of an elevated process in a folder of the person's would be a way to
      // have files written with an administrator's rights. EX_SOFTWARE.
      () => process.exit(70)
    );
} else if (launch.mode === 'cli') {
  // The command line reads its arguments where Node has them: after the program and its file.
  process.argv = [process.execPath, __filename, ...launch.args];
  void import('./cli/index');
} else {
  // Before the app is ready, or the first processes would start without it.
  app.enableSandbox();
  void import('./window/start').then(({ startWindow }) => startWindow(launch));
}
