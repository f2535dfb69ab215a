import { describe, expect, test } from 'vitest';
import { allFine, brokenAt, finding, run } from './example-runs.test-data';
import { pictureOf } from './picture-state';

const words = (...args: Parameters<typeof run>): string[] => {
  const { network, host } = pictureOf(run(...args));
  return [network.word, host.word];
};

describe('where the picture breaks', () => {
  test('nowhere, with the round trip to the other PC', () => {
    const picture = pictureOf(run({ stages: [...allFine] }));
    expect(picture).toMatchObject({ brokenLine: null, latencyMs: 12, sentence: 'ok' });
    expect([picture.network.word, picture.host.word]).toEqual(['reached', 'answers']);
  });

  test('at the other PC, where it refuses TLS: the network did its part', () => {
    const state = {
      stages: brokenAt('tls'),
      findings: [finding('tls-failed', 'host')],
      likelyCause: 'tls-failed'
    } as const;
    expect(
      pictureOf(run({ ...state, stages: [...state.stages], findings: [...state.findings] }))
    ).toMatchObject({
      brokenLine: 'second',
      brokenSide: 'host',
      network: { word: 'reached' },
      host: { word: 'broken' }
    });
  });

  test('at the other PC, where it refuses the port: the refusal came over the network', () => {
    const diagnosis = {
      stages: brokenAt('connect'),
      findings: [finding('port-refused', 'host')],
      likelyCause: 'port-refused' as const
    };
    expect(words(diagnosis)).toEqual(['reached', 'broken']);
  });

  test('in the network, where nothing answers: the other PC is not blamed', () => {
    const diagnosis = {
      stages: brokenAt('connect'),
      findings: [finding('port-filtered', 'network')],
      likelyCause: 'port-filtered' as const
    };
    expect(words(diagnosis)).toEqual(['broken', 'not-reached']);
  });

  test('on the first line, where the name leads nowhere', () => {
    const diagnosis = {
      stages: brokenAt('resolve'),
      findings: [finding('name-not-found', 'network')],
      likelyCause: 'name-not-found' as const
    };
    expect(pictureOf(run(diagnosis)).brokenLine).toBe('first');
  });

  test('not known, where a step failed and no check has said whose fault it is', () => {
    expect(words({ stages: brokenAt('resolve') })).toEqual(['not-known', 'not-reached']);
  });

  test('a stopped run claims nothing about what was not tried', () => {
    const state = run({ stages: allFine.slice(0, 2) }, { status: 'cancelled' });
    expect(pictureOf(state)).toMatchObject({ sentence: 'stopped', host: { word: 'not-known' } });
  });

  test('this PC is never called fine: nothing looked at it', () => {
    expect(pictureOf(run({ stages: [...allFine] })).client).toEqual({ mark: 'plain', word: 'ready' });
  });
});
