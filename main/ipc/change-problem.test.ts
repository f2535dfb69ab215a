import { describe, expect, it } from 'vitest';
import { hasText, text } from '../../shared/text';
import { NotElevated } from '../changes/changer';
import { JournalCorrupt } from '../changes/journal';
import { JournalUnusable } from '../changes/journal-unusable';
import { Refused } from '../changes/refused';
import { NoSuchChange } from '../changes/undo';
import { CallError } from './call-error';
import { changeCallError, changeProblem } from './change-problem';

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
      expect(changeCallError(error)).toBeInstanceOf(CallError);
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
    const error = new TypeError('x');
    expect(changeProblem(error)).toBeNull();
    expect(changeCallError(error)).toBe(error);
  });
});
