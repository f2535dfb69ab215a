import { describe, expect, it } from 'vitest';
import { hasText, text } from '../../shared/text';
import { changeProblem } from './change-problem';
import { NotElevated } from './changer';
import { JournalCorrupt } from './journal';
import { JournalUnusable } from './journal-unusable';
import { Refused } from './refused';
import { NoSuchChange } from './undo';

const sentence = (error: unknown): string => {
  const problem = changeProblem(error);
  return problem ? text(problem.key, problem.params) : '';
};

describe('why a change did not come about', () => {
  it('is a sentence for each error of a changer, with nothing left to fill in', () => {
    for (const error of [
      new Refused('managed-by-policy', 'HKLM\\x', '0'),
      new Refused('drifted', 'HKLM\\x'),
      new NotElevated('declined'),
      new NotElevated('failed', 'error 5'),
      new JournalUnusable('disk-full', 'C:\\ProgramData', 'ENOSPC'),
      new JournalUnusable('in-use', 'C:\\ProgramData'),
      new NoSuchChange('a'),
      new JournalCorrupt('[3].id')
    ]) {
      const said = sentence(error);
      expect(hasText(changeProblem(error)?.key ?? '')).toBe(true);
      expect(said).not.toMatch(/\{\{|undefined/);
    }
    expect(sentence(new Refused('managed-by-policy', 'HKLM\\x', '0'))).toContain('HKLM\\x is 0');
    expect(sentence(new JournalUnusable('disk-full', 'C:\\ProgramData'))).toContain('C:\\ProgramData');
  });

  it('shows what comes from elsewhere as it is, and not all of it', () => {
    const said = sentence(new Refused('failed', `a\u202eb${'x'.repeat(1000)}`, ''));
    expect(said).toContain('a\\u202eb');
    expect(said.length).toBeLessThan(500);
    expect(said).toContain('no reason was given');
  });

  it('is nothing for what nobody foresaw', () => {
    expect(changeProblem(new TypeError('x'))).toBeNull();
  });

  it('says what could not be written, in whose word, and what has become of the rest', () => {
    const back = sentence(new Refused('failed', 'HKLM\\a', 'error 1053', []));
    expect(back).toContain('HKLM\\a could not be written (error 1053)');
    expect(back).toContain('everything is as it was before');
    const stayed = sentence(new Refused('failed', 'HKLM\\a', 'error 5', ['HKLM\\b', 'services/c/state']));
    expect(stayed).toContain('HKLM\\a could not be written (error 5)');
    expect(stayed).toContain('HKLM\\b, services/c/state');
    expect(stayed).not.toContain('as it was before');
    expect(sentence(new Refused('failed', 'HKLM\\a', 'error 5'))).toContain('History shows');
  });

  it('says what kept it from being written in words, with the system’s own after them', () => {
    const said = (detail: string): string => sentence(new Refused('failed', 'x', detail, []));
    expect(said('blocked: constrained language')).toContain(
      `(${text('fix.problem.because.blocked')}: constrained language)`
    );
    for (const word of ['access-denied', 'blocked', 'timeout', 'not-supported', 'not-there'] as const) {
      expect(said(word)).toContain(`(${text(`fix.problem.because.${word}`)})`);
      expect(said(word)).not.toContain(`(${word}`);
    }
    expect(said('failed: powercfg ended with 1')).toContain('(powercfg ended with 1)');
    expect(said('error 5')).toContain('(error 5)');
    expect(sentence(new Refused('unreadable', 'x', 'access-denied'))).toContain(
      text('pc.because.access-denied')
    );
    // A policy's value is a value, whatever it looks like.
    expect(sentence(new Refused('managed-by-policy', 'x', 'timeout'))).toContain('x is timeout');
  });
});
