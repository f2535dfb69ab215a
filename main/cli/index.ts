import { exit } from './exit-code';
import { consoleOutput } from './output';
import { runCommand } from './run-command';

// The command line: everything after the program's own words. `npm run cli`, the installed `reconnect` and the app in
// headless mode all come through here.
const output = consoleOutput();
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stop.abort());
}

runCommand(process.argv.slice(2), output, stop.signal).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`reconnect: ${error instanceof Error ? error.message : String(error)}\n`, () =>
      process.exit(exit.internal)
    );
  }
);
