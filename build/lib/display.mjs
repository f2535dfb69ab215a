import { spawn } from 'node:child_process';

/** @typedef {{ name: string, stop: () => Promise<void> }} Display `name` is what DISPLAY wants */

/** Starts this many X servers, each on a number that it finds free. @param {number} count @returns {Promise<Display[]>} */
export async function startDisplays(count) {
  return Promise.all(Array.from({ length: count }, startDisplay));
}

/** @returns {Promise<Display>} */
async function startDisplay() {
  const args = ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp', '-noreset'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => server.on('close', resolve));
  const number = await new Promise((resolve, reject) => {
    server.on('error', reject);
    server.on('close', () => reject(new Error('Xvfb ended before it had a display')));
    let text = '';
    server.stdio[3]?.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.trim());
    });
  });
  const stop = async () => {
    server.kill();
    await ended;
  };
  process.on('exit', () => server.kill());
  return { name: `:${number}`, stop };
}
