import { startDaemon } from './programs';

let shared: Promise<string> | null = null;

/** Display of the one virtual X server of this process (such as `:7`); the shadow servers show it. Started when first asked for. */
export function display(): Promise<string> {
  shared ??= start();
  return shared;
}

async function start(): Promise<string> {
  // Without -noreset it refuses clients for a moment whenever the last one has left. With -displayfd it takes a free number by itself and prints it when it is ready.
  const number = /^(\d+)\s*$/m;
  const server = await startDaemon(
    ['Xvfb', '-displayfd', '1', '-screen', '0', '640x480x24', '-nolisten', 'tcp', '-noreset'],
    {
      name: 'xvfb',
      ready: (_pid, log) => number.test(log())
    }
  );
  return `:${number.exec(server.log())?.[1] ?? ''}`;
}
