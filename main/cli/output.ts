import { text } from '../../shared/text';
import { exit } from './exit-code';

/** Where a command writes. Results go to `out`, everything else to `err`. */
export interface Output {
  readonly out: (text: string) => Promise<void>;
  readonly err: (text: string) => Promise<void>;
  /** Whether colours may be used: a terminal, and nobody said no (https://no-color.org). */
  readonly colour: boolean;
  /** Whether `err` is a terminal that can show progress in place. */
  readonly live: boolean;
}

/** The console of this process. */
export function consoleOutput(): Output {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // The reader has gone, as `head` does: there is nobody left to tell.
      if (error.code === 'EPIPE') process.exit(exit.ok);
      // A full disk: the result is lost, so it must not look like one.
      if (stream === process.stdout)
        process.stderr.write(`reconnect: ${text('cli.error.output', { code: error.code ?? '' })}\n`);
      process.exit(exit.internal);
    });
  }
  const write =
    (stream: NodeJS.WriteStream) =>
    (text: string): Promise<void> =>
      new Promise((resolve) => {
        stream.write(text, () => resolve());
      });
  return {
    out: write(process.stdout),
    err: write(process.stderr),
    colour: process.stdout.isTTY && !process.env['NO_COLOR'],
    live: process.stderr.isTTY
  };
}
