import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const model = readFileSync(join(__dirname, '../../docs/threat-model.md'), 'utf8');
const tests = [__dirname, join(__dirname, '../changes')]
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((path) => path.endsWith('.test.ts') && !path.endsWith('threat-model.test.ts'))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

/** The last cell of each row: titles of tests in code marks, or where else it is shown. */
const rows = model
  .split('\n')
  .filter((line) => /^\| [A-Z]\d+ \|/.test(line))
  .map((line) => line.split('|').slice(1, -1));

describe('docs/threat-model.md', () => {
  it('has rows, each with its own number', () => {
    expect(rows.length).toBeGreaterThan(25);
    expect(new Set(rows.map(([number]) => number)).size).toBe(rows.length);
    for (const row of rows) expect(row, row.join('|')).toHaveLength(4);
  });

  it('names tests that there are, and what no test shows', () => {
    for (const row of rows) {
      const [number = '', , , shown = ''] = row;
      const titles = [...shown.matchAll(/`([^`]+)`/g)].map(([, title = '']) => title);
      if (titles.length === 0) expect(shown, number).toMatch(/^ (Open|Windows|Review): /);
      for (const title of titles) expect(tests.includes(`'${title}'`), `${number} ${title}`).toBe(true);
    }
  });
});
