import { expect, it } from 'vitest';
import type { Finding } from '../model/diagnosis';
import { findingLines } from './finding-lines';

const finding: Finding = {
  id: 'service-disabled',
  side: 'host',
  severity: 'problem',
  confidence: 1,
  evidence: [],
  fixes: [
    { id: 'service-enable', params: { service: 'TermService' } },
    { id: 'nla-on', params: {}, managed: true },
    { id: 'user-allow', params: { user: 'PC7\\anna$(calc)' } }
  ]
};
const lines = findingLines(finding, { pc: 'PC7', host: 'PC7' }, false);

it('says which command shows what a fix would change', () => {
  expect(lines).toContainEqual(
    expect.stringContaining('reconnect fix service-enable --param service=TermService --dry-run')
  );
});

it('offers no command where a policy decides, nor one that would do more than it says', () => {
  expect(lines.filter((line) => line.includes('nla-on'))).toEqual([]);
  expect(lines).toContainEqual(expect.stringMatching(/Network Level.*policy decides/));
  expect(lines.join('\n')).not.toContain('calc');
});
