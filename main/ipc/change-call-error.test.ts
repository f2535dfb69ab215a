import { expect, it } from 'vitest';
import { JournalUnusable } from '../changes/journal-unusable';
import { CallError } from './call-error';
import { changeCallError } from './change-call-error';

it('is a refusal with a text for what a changer says, and the error itself for what nobody foresaw', () => {
  const known = changeCallError(new JournalUnusable('disk-full', 'C:\\ProgramData', 'ENOSPC'));
  expect(known).toBeInstanceOf(CallError);
  expect(known).toMatchObject({ code: 'journal-disk-full', key: 'fix.problem.journal.disk-full' });
  const error = new TypeError('x');
  expect(changeCallError(error)).toBe(error);
});
