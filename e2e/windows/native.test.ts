import { beforeAll, expect, it } from 'vitest';
import { cases } from './native/cases';
import type { CaseResult } from './native/run-cases';
import { runProgram } from './session';

const results = new Map<string, CaseResult>();
let ending = '';

// One process for all of them: their times are those of one process too.
beforeAll(async () => {
  const { status, stdout, stderr } = await runProgram('native/run-cases');
  ending = `it ended with ${status}: ${stderr}`;
  for (const line of stdout.split('\n').filter(Boolean)) {
    const result = JSON.parse(line) as CaseResult;
    results.set(result.name, result);
    for (const [what, figure] of Object.entries(result.figures)) process.stderr.write(`${what}: ${figure}\n`);
  }
}, 300_000);

it.each(Object.keys(cases))('%s', (name) => {
  const result = results.get(name);
  if (!result) throw new Error(`the program did not come to this case; ${ending}`);
  expect(result.error).toBeNull();
});
