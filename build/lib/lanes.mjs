import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { electronRuntime } from '../electron-runtime.mjs';
import { ensureCli, ensureWindow } from './build-app.mjs';
import { startDisplays } from './display.mjs';
import { lackingWindowsKoffi } from './koffi.mjs';
import { prepareLaunch } from './launch.mjs';
import { inRoot, isRoot, modernNode, root } from './paths.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { ensureWindowsPrograms, ensureWindowsStandInApp } from './windows-app.mjs';
import { winePrefix, withWine } from './wine.mjs';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} failures what failed, a line each
 * @property {string[]} again what passed at the second try only
 * @typedef {object} Lane
 * @property {string} folder where its test files are
 * @property {() => Promise<string | null>} prepare what it lacks here, in one line with the command that brings it
 * @property {(filters: string[]) => Promise<Counts>} run
 */

/** In the order in which they run: what is quick and needs nothing comes first. @type {Readonly<Record<string, Lane>>} */
export const lanes = {
  unit: {
    folder: '.',
    prepare: async () => null,
    run: (filters) => vitest('unit', filters)
  },
  lab: {
    folder: 'e2e/lab',
    prepare: prepareLab,
    run: (filters) => vitest('lab', filters)
  },
  windows: {
    folder: 'e2e/windows',
    prepare: prepareWindows,
    run: onWindows
  },
  app: {
    folder: 'e2e/app',
    prepare: prepareApp,
    run: playwright
  }
};

async function prepareLab() {
  if (process.platform !== 'linux') return 'its RDP servers and faulty networks need Linux';
  if (!isRoot) return 'network namespaces need root: sudo npm test -- lab';
  const lacking = await ensureSystemPackages(['lab', 'window']);
  if (lacking) return `missing system packages: ${lacking.command}`;
  await ensureCli();
  const runtime = await electronRuntime();
  return 'missing' in runtime ? runtime.missing : null;
}

async function prepareWindows() {
  const prefix = await winePrefix();
  if ('missing' in prefix) return prefix.missing;
  const runtime = await electronRuntime('win32-x64');
  if ('missing' in runtime) return runtime.missing;
  const lacking = await lackingWindowsKoffi();
  if (lacking !== null) return lacking;
  await ensureWindowsStandInApp();
  await ensureWindowsPrograms();
  return null;
}

async function prepareApp() {
  const lacking = await ensureSystemPackages(['window', 'app']);
  if (lacking) return `missing system packages: ${lacking.command}`;
  await ensureWindow();
  const launch = await prepareLaunch();
  return 'missing' in launch ? launch.missing : null;
}

/** @param {string[]} filters @returns {Promise<Counts>} */
async function onWindows(filters) {
  const prefix = await winePrefix();
  if ('missing' in prefix) throw new Error(prefix.missing);
  const runtime = await electronRuntime('win32-x64');
  if ('missing' in runtime) throw new Error(runtime.missing);
  return withWine(prefix, (env) => {
    const session = JSON.stringify({ env, electron: runtime.executable });
    return vitest('windows', filters, { RECONNECT_TEST_WINDOWS: session });
  });
}

/** @param {string} project @param {string[]} filters @param {Record<string, string>} [env] @returns {Promise<Counts>} */
async function vitest(project, filters, env = {}) {
  const report = freshReport(project);
  const args = [inRoot('node_modules/vitest/vitest.mjs'), 'run', '--project', project, ...filters];
  const status = await runTool(args, { ...env, RECONNECT_TALLY: report });
  /** @type {import('./vitest-tally.mjs').Tallied | null} */
  const result = readReport(report);
  return counts(status, result ?? noReport);
}

/** @param {string[]} filters @returns {Promise<Counts>} */
async function playwright(filters) {
  const launch = await prepareLaunch();
  if ('missing' in launch) throw new Error(launch.missing);
  const displays = process.platform === 'linux' ? await startDisplays(process.env['CI'] ? 1 : 2) : [];
  const report = freshReport('app');
  try {
    const args = [
      inRoot('node_modules/@playwright/test/cli.js'),
      'test',
      '--reporter=line,json',
      ...filters.map(belowRoot)
    ];
    const status = await runTool(args, {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      RECONNECT_TEST_ELECTRON: launch.executable,
      RECONNECT_TEST_APP: launch.app,
      RECONNECT_TEST_HOME: launch.profiles,
      ...(launch.user ? { RECONNECT_TEST_USER: `${launch.user.uid}:${launch.user.gid}` } : {}),
      ...(displays.length > 0 ? { RECONNECT_TEST_DISPLAYS: displays.map(({ name }) => name).join(' ') } : {})
    });
    /** @type {PlaywrightReport | null} */
    const result = readReport(report);
    return counts(status, result ? playwrightCounts(result) : noReport);
  } finally {
    await Promise.all(displays.map(({ stop }) => stop()));
  }
}

/**
 * Playwright matches a filter as a regular expression with the whole path, so that in a checkout called `window` the word
 * would mean every test. This one means what it means to Vitest: a part of the path in the checkout, `:line` allowed.
 * @param {string} filter
 */
export function belowRoot(filter) {
  if (filter.startsWith('-')) return filter; // An option, such as --grep=name.
  return `^${literally(root)}.*${literally(filter).replaceAll('/', '[\\\\/]')}`;
}

/** @param {string} text */
function literally(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/**
 * @typedef {{ title: string, file: string, line: number, tests: { status: string, results: { error?: { message?: string } }[] }[] }} PlaywrightSpec
 * @typedef {{ title: string, specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 * @typedef {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, suites: PlaywrightSuite[] }} PlaywrightReport
 */

/** @param {PlaywrightReport} report @returns {Counts} */
function playwrightCounts({ stats, suites }) {
  const specs = suites.flatMap(specsOf);
  /** @param {string} status */
  const named = (status) =>
    specs
      .filter(({ tests }) => tests.some((test) => test.status === status))
      .map(({ file, line, title }) => `${file}:${line} › ${title}`);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    failures: named('unexpected'),
    again: named('flaky')
  };
}

/** @param {PlaywrightSuite} suite @returns {PlaywrightSpec[]} */
const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];

/** @type {Counts} */
const noReport = { passed: 0, failed: 1, skipped: 0, failures: ['the runner left no report'], again: [] };

/** A runner that ends badly without a failed test has failed too. @param {number} status @param {Counts} counted @returns {Counts} */
function counts(status, counted) {
  return status !== 0 && counted.failed === 0
    ? { ...counted, failed: 1, failures: [`the runner ended with ${status}`] }
    : counted;
}

/** @param {string} lane */
function freshReport(lane) {
  mkdirSync(inRoot('artifacts/test'), { recursive: true });
  const file = inRoot('artifacts/test', `${lane}.json`);
  rmSync(file, { force: true });
  return file;
}

/** @param {string} file */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** @param {string[]} args @param {Record<string, string>} env @returns {Promise<number>} */
function runTool(args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(modernNode, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit']
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Whether a lane has any test to run. @param {string} folder */
export function hasTests(folder) {
  if (folder === '.') return true;
  return (
    existsSync(inRoot(folder)) &&
    readdirSync(inRoot(folder), { recursive: true }).some((name) => String(name).endsWith('.test.ts'))
  );
}
