import { expect, test } from 'vitest';
import cli from '../../../shared/text/en/cli.json';
import { remoteProblem } from './remote-problem';

const faults = Object.keys(cli.remote);

test.each(faults)('%s is said in sentences of the window, with what to do', (fault) => {
  const problem = remoteProblem({ key: `cli.remote.${fault}`, params: { computer: 'pc9', code: '0x5' } });
  expect(problem?.why).toMatch(/^[“A-Zp].*\.$/);
  expect(problem?.next).toMatch(/^[A-Z].*\.$/);
  expect(`${problem?.why} ${problem?.next}`).not.toMatch(/\{\{|--|\(\)/);
  // What names the kit offers it.
  if (/host kit/.test(problem?.next ?? '')) expect(problem?.kit).toBe(true);
});

test('a number that was not given leaves no empty brackets', () => {
  const problem = remoteProblem({ key: 'cli.remote.blocked', params: { computer: 'pc9', code: '' } });
  expect(problem?.why).toContain('(no number was given)');
});

test('a hostile name stays on one short line', () => {
  const computer = `\u202e\n${'x'.repeat(1_000_000)}`;
  const why = remoteProblem({ key: 'cli.remote.timeout', params: { computer } })?.why ?? '';
  expect(why.length).toBeLessThan(300);
  expect(why).not.toMatch(/[\n\u202e]/);
});

test('other problems are none of it', () => {
  expect(remoteProblem({ key: 'cli.this-pc.not-windows', params: {} })).toBeNull();
  expect(remoteProblem({ key: 'cli.remote.made-up', params: {} })).toBeNull();
});
