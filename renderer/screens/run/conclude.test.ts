import { describe, expect, test } from 'vitest';
import { conclude } from './conclude';
import { allFine, brokenAt, finding, run, stage } from './example-runs.test-data';

describe('what a run comes to', () => {
  test('a named cause stands apart from what else was found', () => {
    const cause = finding('tls-failed', 'host');
    const other = finding('certificate-weak', 'host', 'warning');
    const state = run({ stages: brokenAt('tls'), findings: [cause, other], likelyCause: 'tls-failed' });
    expect(conclude(state)).toEqual({ kind: 'cause', cause, others: [other] });
  });

  test('nothing wrong only where every step that had to run did', () => {
    expect(conclude(run({ stages: [...allFine] })).kind).toBe('nothing');
    const unsure = allFine.map((one) => (one.id === 'tls' ? stage('tls', 'could-not-run') : one));
    expect(conclude(run({ stages: unsure })).kind).toBe('unknown');
  });

  test('a connection works without UDP, so its step not running changes nothing', () => {
    const withoutUdp = allFine.map((one) => (one.id === 'udp' ? stage('udp', 'could-not-run') : one));
    expect(conclude(run({ stages: withoutUdp })).kind).toBe('nothing');
  });

  test('warnings alone stop nothing, and are not nothing', () => {
    const expired = finding('certificate-expired', 'host', 'warning');
    expect(conclude(run({ stages: [...allFine], findings: [expired] })).kind).toBe('warnings');
    const note = finding('nla-required', 'host', 'info');
    expect(conclude(run({ stages: [...allFine], findings: [note] })).kind).toBe('nothing');
  });

  test.each(['cancelled', 'failed'] as const)('a %s run never looks like a clean one', (status) => {
    expect(conclude(run({ stages: allFine.slice(0, 2) }, { status })).kind).toBe(status);
  });

  test('while it runs nothing is concluded; while stability is watched the first result stands', () => {
    expect(conclude(run({ stages: [...allFine] }, { status: 'running' })).kind).toBe('searching');
    expect(conclude(run({ stages: [...allFine] }, { watching: true })).kind).toBe('nothing');
  });
});
