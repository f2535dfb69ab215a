import { describe, expect, test } from 'vitest';
import { machineStageIds } from '../../../shared/model/stage';
import { check, denied, found, pcDiagnosis, pcs, unread } from './example-pcs.test-data';
import { machineSteps, shortSide, type Reading } from './machine-steps';
import { notCheckedRows } from './not-checked-rows';

const over: Reading = { reading: false, stopped: false, thisPc: false };
const reading: Reading = { ...over, reading: true };
const stopped: Reading = { ...over, stopped: true };

const listener = (
  diagnosis: Parameters<typeof machineSteps>[0],
  how: Reading = over
): ReturnType<typeof machineSteps>[number] => {
  const [step] = machineSteps(diagnosis, ['listener'], how);
  if (!step) throw new Error('no step');
  return step;
};

describe('a part of a PC', () => {
  test('waits before anything is known, and was not run where that never came', () => {
    expect(listener(null, reading)).toMatchObject({ mark: 'waiting', word: 'Waiting', settled: false });
    expect(listener(null, stopped)).toMatchObject({ mark: 'not-applicable', word: 'Not run' });
    expect(machineSteps(null, machineStageIds, reading)).toHaveLength(13);
  });

  test('is told by its worst finding and the number of the others', () => {
    const checks = [
      check('port-changed', 'warning'),
      check('remote-desktop-off', 'problem'),
      check('listener-disabled')
    ];
    const findings = [found('remote-desktop-off', 'problem'), found('port-changed', 'warning')];
    expect(listener(pcDiagnosis({ listener: checks }, findings))).toMatchObject({
      mark: 'problem',
      word: 'Problem',
      line: 'Remote Desktop is turned off on PC9, and 1 more',
      settled: true
    });
  });

  test('is sound with the number of its checks, and says so where there is a note', () => {
    const two = [check('remote-desktop-off'), check('port-changed')];
    expect(listener(pcDiagnosis({ listener: two }))).toMatchObject({
      mark: 'ok',
      line: '2 checks, nothing wrong'
    });
    const noted = listener(pcDiagnosis({ listener: two }, [found('port-changed', 'info')]));
    expect(noted).toMatchObject({ mark: 'ok', line: 'Nothing wrong, 1 note' });
    expect(noted.checks[1]).toMatchObject({ mark: 'info', word: 'Note' });
  });

  test('never looks sound where something could not be seen', () => {
    const checks = [
      check('remote-desktop-off'),
      check('port-changed', 'could-not-run', { because: 'failed', needsElevation: false })
    ];
    expect(listener(pcDiagnosis({ listener: checks }))).toMatchObject({
      mark: 'could-not-run',
      word: 'Could not run',
      line: '1 check could not run'
    });
  });

  test('says where an administrator would see more', () => {
    const step = listener(pcDiagnosis({ listener: [check('port-changed'), denied('not-listening')] }));
    expect(step).toMatchObject({ mark: 'could-not-run', word: 'Needs administrator' });
    expect(step.checks[1]).toMatchObject({
      word: 'Needs administrator',
      why: 'Windows shows this to administrators only'
    });
  });

  test('runs while an answer is missing, shows what was found meanwhile, and is not tried when stopped', () => {
    const some = pcDiagnosis({ listener: [check('port-changed'), unread('not-listening')] });
    expect(listener(some, reading)).toMatchObject({ mark: 'running', word: 'Running', settled: false });
    expect(listener(some, reading).checks[1]).toMatchObject({ mark: 'waiting', why: null });
    const off = pcDiagnosis({ listener: [check('remote-desktop-off', 'problem'), unread('not-listening')] }, [
      found('remote-desktop-off', 'problem')
    ]);
    expect(listener(off, reading)).toMatchObject({ mark: 'problem', settled: false });
    expect(listener(some, stopped)).toMatchObject({
      mark: 'not-applicable',
      word: 'Not run',
      line: 'Not tried: the check was stopped'
    });
    // Nobody stopped it: then it is something that could not be seen.
    expect(listener(some)).toMatchObject({ mark: 'could-not-run' });
  });

  test('keeps its checks in one order, whatever they come to', () => {
    const ids = (step: ReturnType<typeof listener>): string[] => step.checks.map(({ check: one }) => one.id);
    const checks = [check('not-listening'), check('remote-desktop-off'), check('port-changed', 'warning')];
    const order = ['remote-desktop-off', 'port-changed', 'not-listening'];
    expect(ids(listener(pcDiagnosis({ listener: checks })))).toEqual(order);
    const later = checks.map(({ id }) => unread(id)).reverse();
    expect(ids(listener(pcDiagnosis({ listener: later }), reading))).toEqual(order);
  });

  test('of another role has nothing to open', () => {
    expect(listener(pcDiagnosis({}))).toMatchObject({
      mark: 'not-applicable',
      line: 'Not part of looking at a PC in this role',
      checks: []
    });
  });

  test('names the PC in each row only where two rows say the same', () => {
    const both = [check('tls12-off'), check('tls12-off', 'ok', { side: 'client' }), check('tls-all-off')];
    const two = pcDiagnosis({ tls: both }, [], pcs(['client', 'DESK'], ['host', 'PC9']));
    const [step] = machineSteps(two, ['tls'], over);
    expect(step?.checks.map(({ name }) => name)).toEqual([
      'TLS 1.2 (PC9)',
      'TLS 1.2 (DESK)',
      'Some TLS version on'
    ]);
  });
});

test('a side is the PC of two, and the role of one', () => {
  const two = pcDiagnosis({}, [], pcs(['client', 'DESK'], ['host', 'PC9']));
  expect(shortSide(two, { side: 'client' }, false)).toBe('DESK');
  expect(shortSide(pcDiagnosis({}), { side: 'host' }, false)).toBe('As host');
  expect(shortSide(two, { side: 'network' }, false)).toBe('Network');
});

describe('what was not checked', () => {
  const diagnosis = pcDiagnosis({
    rights: [denied('remote-logon-denied'), denied('remote-logon-right-missing')],
    sessions: [check('stuck-session', 'could-not-run', { because: 'timeout', needsElevation: false })],
    listener: [check('port-changed'), unread('not-listening')]
  });

  test('is one row for each reason, with what to do where an administrator would see more', () => {
    const rows = notCheckedRows(diagnosis, { ...over, kind: 'report' });
    expect(rows.map(({ name, why }) => [name, why])).toEqual([
      [
        'Nobody denied remote sign-in, Right to sign in by Remote Desktop',
        'Windows shows this to administrators only'
      ],
      ['Listening on the port', 'It was not read'],
      ['Leftover sessions', 'No answer came in time']
    ]);
    expect(rows[0]?.what).toMatch(/^Make the report again on that PC/);
    const [here] = notCheckedRows(diagnosis, { ...over, thisPc: true, kind: 'this-pc' });
    expect(here?.what).toMatch(/^Close Reconnect, start it with “Run as administrator”/);
  });

  test('does not list what is still being read', () => {
    const rows = notCheckedRows(diagnosis, { ...reading, kind: 'this-pc' });
    expect(rows.map(({ why }) => why)).not.toContain('It was not read');
  });

  test('names some checks and counts the rest', () => {
    const ids = [
      'remote-desktop-off',
      'port-changed',
      'port-taken',
      'not-listening',
      'listener-disabled',
      'listener-replaced',
      'logons-disabled',
      'nla-off'
    ] as const;
    const [row] = notCheckedRows(pcDiagnosis({ listener: ids.map(denied) }), { ...over, kind: 'report' });
    expect(row?.name).toMatch(/ and 2 more$/);
  });
});
