import { spawn } from 'node:child_process';
import { entry } from './lib/entry.mjs';
import { inRoot, modernNode, root } from './lib/paths.mjs';

/** What is held by a tool, not by discipline. Each is a script in node_modules and its arguments. */
const checks = {
  'types (current Electron)': ['typescript/bin/tsc', '-p', 'tsconfig.json'],
  'types (Electron 22)': ['typescript/bin/tsc', '-p', 'tsconfig.legacy.json'],
  lint: ['eslint/bin/eslint.js', '--max-warnings', '0', '.'],
  boundaries: [
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    '--config',
    '.dependency-cruiser.cjs',
    ...['main', 'shared', 'renderer', 'e2e', 'bench', 'build']
  ],
  format: ['prettier/bin/prettier.cjs', '--check', '.'],
  'unused code': ['knip/bin/knip.js', '--no-progress']
};

/** The machine may have two cores, and the type checker fills one. */
const atOnce = 2;

await entry(import.meta.url, async (args) => {
  const chosen = Object.entries(checks).filter(
    ([name]) => args.length === 0 || args.some((arg) => name.startsWith(arg))
  );
  const waiting = [...chosen];
  /** @type {string[]} */
  const failed = [];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, command] = next;
      const { status, output } = await run(command);
      process.stdout.write(
        `${status === 0 ? 'ok    ' : 'FAILED'} ${name}\n${status === 0 ? '' : `${output.trim()}\n\n`}`
      );
      if (status !== 0) failed.push(name);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  process.stdout.write(
    failed.length === 0 ? `${chosen.length} checks passed\n` : `failed: ${failed.join(', ')}\n`
  );
  return failed.length === 0 && chosen.length > 0 ? 0 : 1;
});

/** @param {string[]} command @returns {Promise<{ status: number, output: string }>} */
function run([script = '', ...args]) {
  return new Promise((resolve, reject) => {
    const child = spawn(modernNode, [inRoot('node_modules', script), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe']
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ status: code ?? 1, output }));
  });
}
