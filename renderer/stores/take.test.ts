import { describe, expect, test } from 'vitest';
import type { RunState } from '../../shared/model/run-state';
import { take, type Known } from './take';

const state = (runId: string, sequence: number): RunState => ({
  runId,
  sequence,
  status: 'running',
  typed: 'pc9',
  active: [],
  watching: false,
  thisPc: null,
  diagnosis: {
    schema: 'reconnect.diagnosis/1',
    target: { host: 'pc9', port: 3389 },
    startedAt: '2026-11-20T10:00:00Z',
    durationMs: 0,
    stages: [],
    findings: [],
    likelyCause: null
  }
});

const nothing: Known<RunState> = { run: null, replaced: [] };
const known = (runId: string, sequence: number): Known<RunState> => ({
  run: state(runId, sequence),
  replaced: []
});

describe('take', () => {
  test('the first state is taken, whatever its number: the window may have opened late', () => {
    expect(take(nothing, state('a', 7))).toMatchObject({ run: { runId: 'a', sequence: 7 }, gap: false });
  });

  test('the next number follows without a gap', () => {
    expect(take(known('a', 1), state('a', 2))).toMatchObject({ run: { sequence: 2 }, gap: false });
  });

  test('a skipped number is a gap, and the newer state is shown all the same', () => {
    expect(take(known('a', 1), state('a', 4))).toMatchObject({ run: { sequence: 4 }, gap: true });
  });

  test.each([1, 2])('number %i after 2 changes nothing', (sequence) => {
    const before = known('a', 2);
    expect(take(before, state('a', sequence)).run).toBe(before.run);
  });

  test('a new run replaces the one before, and its late states are not shown', () => {
    const second = take(known('a', 5), state('b', 0));
    expect(second.run?.runId).toBe('b');
    expect(take(second, state('a', 6)).run?.runId).toBe('b');
  });
});
