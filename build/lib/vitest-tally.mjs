import { writeFileSync } from 'node:fs';

/** Tells `npm test` how a lane of Vitest went: the counts, and the names that its last lines repeat. @param {string} file */
export const tallyInto = (file) => ({
  /** @param {readonly import('vitest/node').TestModule[]} modules */
  onTestRunEnd(modules) {
    writeFileSync(file, JSON.stringify(tallyOf(modules)));
  }
});

/** @typedef {{ passed: number, failed: number, skipped: number, failures: string[], again: string[] }} Tallied */

/** @param {readonly import('vitest/node').TestModule[]} modules @returns {Tallied} */
export function tallyOf(modules) {
  /** @type {Tallied} */
  const tally = { passed: 0, failed: 0, skipped: 0, failures: [], again: [] };
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      const { state, errors } = test.result();
      tally[state === 'pending' ? 'skipped' : state] += 1;
      const name = `${module.relativeModuleId} › ${test.fullName}`;
      if (state === 'failed') tally.failures.push(`${name}: ${firstLine(errors?.[0]?.message)}`);
      else if (test.diagnostic()?.flaky) tally.again.push(`${name}: ${firstLine(errors?.[0]?.message)}`);
    }
    // A file that cannot be loaded has no tests to fail, and is one failure all the same.
    const broken = [...module.children.allSuites()].flatMap((suite) => suite.errors());
    for (const error of [...module.errors(), ...broken]) {
      tally.failed += 1;
      tally.failures.push(`${module.relativeModuleId}: ${firstLine(error.message)}`);
    }
  }
  return tally;
}

/** @param {string} [message] */
const firstLine = (message = '') => message.split('\n', 1)[0]?.slice(0, 300) ?? '';
