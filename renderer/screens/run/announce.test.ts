import { expect, test } from 'vitest';
import { announcements } from './announce';
import { allFine, brokenAt, finding, run } from './example-runs.test-data';

test('each step is said once, in one sentence, when it finishes', () => {
  const first = run({ stages: allFine.slice(0, 1) }, { status: 'running' });
  const second = run({ stages: allFine.slice(0, 2) }, { status: 'running', sequence: 2 });
  expect(announcements(null, first)).toHaveLength(1);
  expect(announcements(first, second)).toEqual(['Port: OK. Open at 10.0.0.9, 12 ms.']);
  expect(announcements(second, second)).toEqual([]);
});

test('the end is said with the likely cause; steps that were not reached are not', () => {
  const before = run({ stages: brokenAt('tls').slice(0, 4) }, { status: 'running' });
  const diagnosis = {
    stages: brokenAt('tls'),
    findings: [finding('tls-failed', 'host')],
    likelyCause: 'tls-failed' as const
  };
  expect(announcements(before, run(diagnosis, { sequence: 2 }))).toEqual([
    'Finished. Most likely cause: pc9 could not set up a secure (TLS) connection.'
  ]);
});

test('the end of a stopped run says so', () => {
  const before = run({}, { status: 'running' });
  expect(announcements(before, run({}, { status: 'cancelled' }))).toEqual(['The check was stopped']);
});
