import { createInterface } from 'node:readline';
import { connect } from 'node:net';

/** What a program on Windows does for the tests, by name. A request and its answer are JSON. */
export type Works = Readonly<Record<string, (request: never) => unknown>>;

/**
 * Serves the test process until it hangs up: one program for many requests, as starting one costs half a second. Over a
 * socket of this machine, because a pipe of Unix is no stream to Node under Wine.
 */
export function serve(works: Works): void {
  const socket = connect(Number(process.argv[2]), '127.0.0.1');
  socket.on('close', () => process.exit(0));
  socket.on('error', () => process.exit(1));
  const answer = async (line: string): Promise<void> => {
    const { id, work, request } = JSON.parse(line) as { id: number; work: string; request: never };
    try {
      const result = await works[work]?.(request);
      socket.write(`${JSON.stringify({ id, result: result ?? null })}\n`);
    } catch (error) {
      socket.write(
        `${JSON.stringify({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })}\n`
      );
    }
  };
  // One after the other: requests of the lane build on each other.
  let last = Promise.resolve();
  createInterface({ input: socket }).on('line', (line) => {
    last = last.then(() => answer(line));
  });
}
