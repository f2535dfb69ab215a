import { describe, expect, test } from 'vitest';
import { machineStageIds } from '../../../shared/model/stage';
import { check, denied, found, pcDiagnosis, pcRun, pcs } from '../../parts/machine/example-pcs.test-data';
import { announcements } from './announce';
import { pcGroups } from './pc-groups';
import { concludePc, pcLines, pcNotes, pcTitle, verdictOf } from './pc-view';

test('every part of a PC is listed once, in its order', () => {
  expect(pcGroups.flatMap(({ stages }) => stages)).toEqual(machineStageIds);
});

describe('what a look at a PC comes to', () => {
  const off = pcDiagnosis({ listener: [check('remote-desktop-off', 'problem')] }, [
    found('remote-desktop-off', 'problem'),
    found('port-changed', 'info')
  ]);
  const sound = pcDiagnosis({ listener: [check('remote-desktop-off')] });

  test('a cause, also while the rest is still read', () => {
    expect(concludePc(pcRun(off))).toMatchObject({ kind: 'cause', others: [{ id: 'port-changed' }] });
    expect(concludePc(pcRun(off, { status: 'running' })).kind).toBe('cause');
  });

  test('nothing is concluded while it is read', () => {
    expect(concludePc(pcRun(sound, { status: 'running' })).kind).toBe('searching');
    expect(concludePc(pcRun(null, { status: 'running' })).kind).toBe('searching');
  });

  test('nothing wrong only where all that is essential was seen', () => {
    expect(concludePc(pcRun(sound)).kind).toBe('nothing');
    const unsure = pcDiagnosis({
      listener: [{ ...denied('remote-desktop-off'), essential: true }]
    });
    expect(concludePc(pcRun(unsure)).kind).toBe('unknown');
  });

  test('nothing wrong says so where something else could not be seen', () => {
    const sentence = (diagnosis: typeof sound): string => {
      const run = pcRun(diagnosis);
      return verdictOf(run, concludePc(run)).sentence;
    };
    expect(sentence(sound)).not.toContain('Not checked');
    expect(sentence(pcDiagnosis({ rights: [denied('remote-logon-denied')] }))).toContain(
      'listed under Not checked'
    );
  });

  test('names this PC inside a sentence as texts do', () => {
    const here = pcRun(sound, { kind: 'this-pc', name: null });
    expect(verdictOf(here, concludePc(here)).sentence).toMatch(/^On this PC nothing keeps/);
    expect(pcTitle(here)).toBe('This PC');
    expect(pcLines(here)[0]?.facts).toMatch(/^PC9 · As the PC that is connected to/);
  });

  test.each(['cancelled', 'failed'] as const)('a %s look never reads like a clean one', (status) => {
    expect(concludePc(pcRun(sound, { status })).kind).toBe(status);
  });
});

describe('the heading', () => {
  test('has the names that the PCs call themselves, and without one what was opened', () => {
    expect(pcTitle(pcRun(pcDiagnosis({})))).toBe('PC9');
    const two = pcDiagnosis({}, [], pcs(['client', 'DESK'], ['host', null]));
    expect(pcTitle(pcRun(two))).toBe('DESK and Unnamed PC');
    expect(pcTitle(pcRun(pcDiagnosis({}, [], pcs(['host', null]))))).toBe('pc9.json');
    expect(pcTitle(pcRun(null, { kind: 'demo', name: 'old-client' }))).toBe('An old PC that cannot connect');
  });

  test('says when and by what it was recorded, and as what it is looked at', () => {
    expect(pcLines(pcRun(pcDiagnosis({})))).toEqual([
      {
        name: 'PC9',
        facts: 'As the PC that is connected to · Seen 2026-11-20 10:00 UTC · recorded by app 1.0.0'
      }
    ]);
    expect(pcNotes(pcRun(pcDiagnosis({}), { target: 'srv1' }))).toContain('Towards srv1');
  });

  test('keeps control characters and endless names out', () => {
    const hostile = pcDiagnosis({}, [], pcs(['host', `\u202e${'x'.repeat(1_000_000)}`]));
    expect(pcTitle(pcRun(hostile))).toMatch(/^\\u202ex+…$/);
    expect(pcTitle(pcRun(hostile)).length).toBeLessThan(200);
  });
});

describe('what is said', () => {
  const before = pcRun(null, { kind: 'this-pc', status: 'running' });
  const partly = pcDiagnosis(
    {
      listener: [check('remote-desktop-off', 'problem')],
      power: [check('sleeps-on-ac', 'could-not-run', { because: 'not-read', needsElevation: false })]
    },
    [found('remote-desktop-off', 'problem')]
  );

  test('each part once, when it is settled, and the result at the end', () => {
    const now = pcRun(partly, { kind: 'this-pc', status: 'running', sequence: 2 });
    expect(announcements(before, now)).toEqual([
      'Listener: Problem. Remote Desktop is turned off on this PC.'
    ]);
    expect(announcements(now, now)).toEqual([]);
    const end = pcRun(
      pcDiagnosis({ listener: [check('remote-desktop-off', 'problem')], power: [check('sleeps-on-ac')] }, [
        found('remote-desktop-off', 'problem')
      ]),
      { kind: 'this-pc', sequence: 3 }
    );
    expect(announcements(now, end)).toEqual([
      'Sleep and power: OK. 1 check, nothing wrong.',
      'Finished. Most likely cause: Remote Desktop is turned off on this PC.'
    ]);
  });

  test('of a recording the result alone', () => {
    const opened = pcRun(pcDiagnosis({ listener: [check('remote-desktop-off')] }));
    expect(announcements(pcRun(null, { status: 'running' }), opened)).toEqual(['Nothing wrong was found']);
  });

  test('another role and what it comes to, and none of the parts', () => {
    const as = (role: 'host' | 'client', more = {}): ReturnType<typeof pcRun> =>
      pcRun(pcDiagnosis({ listener: [check('remote-desktop-off')] }), { kind: 'this-pc', role, ...more });
    expect(announcements(as('host'), as('client', { sequence: 2 }))).toEqual([
      'As the PC that connects.',
      'Nothing wrong was found'
    ]);
    const running = { sequence: 2, status: 'running' } as const;
    expect(announcements(as('host'), as('client', running))).toEqual(['As the PC that connects.']);
  });

  test('why another PC cannot be looked at, with what to do', () => {
    const problem = { key: 'cli.remote.denied', params: { computer: 'pc9', code: '5' } };
    const failed = pcRun(null, { kind: 'computer', name: 'pc9', status: 'failed', problem });
    expect(announcements(null, failed)).toEqual([
      expect.stringMatching(/^pc9 did not accept the account \(5\)\. Choose “Ask for another account”/)
    ]);
  });

  test('why a PC cannot be looked at', () => {
    const problem = { key: 'cli.this-pc.not-windows', params: {} };
    const failed = pcRun(null, { kind: 'this-pc', status: 'failed', problem });
    expect(announcements(before, failed)[0]).toContain('does not run Windows');
  });
});
