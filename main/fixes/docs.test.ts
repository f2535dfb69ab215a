import { describe, expect, it } from 'vitest';
import { riskSchema } from '../../shared/model/change';
import { hasText, text } from '../../shared/text';
import { pcOf } from '../changes/pc';
import { planFix } from '../changes/plan';
import { table } from '../checks/markdown-table.test-data';
import { settings } from '../settings';
import { fixes } from '.';
import type { Fix } from './define-fix';
import { fixCases } from './fixes.test-data';

// The tables in docs/ are made here. `npm test -- unit docs -u` writes them anew; a stale one fails the test.

const code = (said: string): string => `\`${said}\``;

/** What a fix of settings writes on the PCs on which it has something to do. */
const written = fixCases.flatMap(({ fix: id, params = {}, image }) => {
  const fix = fixes.get(id);
  if (fix?.kind !== 'settings') throw new Error(`${id} consists of no settings`);
  return planFix(pcOf(image), fix, params).plan.changes.map(({ setting, where }) => ({ id, setting, where }));
});

const takenBack = (fix: Fix): string => {
  if (fix.kind === 'settings')
    return fix.expiresInSeconds === undefined
      ? 'yes'
      : `by itself after ${fix.expiresInSeconds / 60} minutes`;
  const why = `fix.of.${fix.id}.no-undo`;
  return fix.undo === 'none' ? `no. ${hasText(why) ? text(why) : ''}` : 'yes, in a way of its own';
};

const rowOf = (fix: Fix): string[] => [
  code(fix.id),
  text(`fix.of.${fix.id}.title` as 'fix.of.nla-off.title'),
  text(`fix.of.${fix.id}.about` as 'fix.of.nla-off.about'),
  [...new Set(written.filter(({ id }) => id === fix.id).map(({ setting }) => code(setting)))].join(', '),
  fix.scope,
  takenBack(fix)
];

describe('the tables in docs', () => {
  it('list every fix', async () => {
    const byRisk = riskSchema.options.map((risk) => {
      const rows = [...fixes.values()].filter((fix) => fix.risk === risk).map(rowOf);
      rows.sort(([a = ''], [b = '']) => a.localeCompare(b));
      const head = ['Id', 'Fix', 'What it does', 'Settings', 'Scope', 'Taken back'];
      return `## Risk: ${text(`fix.risk.${risk}`)}\n\n${table(head, rows)}`;
    });
    const page = [
      '# Every fix',
      'Made from the code; `npm test -- unit docs -u` writes it anew. Scope *user* changes what belongs to the person, *machine* what belongs to the whole PC and needs an administrator.',
      ...byRisk
    ].join('\n\n');
    await expect(`${page}\n`).toMatchFileSnapshot('../../docs/fixes.md');
  });

  it('list everything that may be written', async () => {
    const rows = [...settings.values()].map(({ id, scope, takesEffect }) => [
      code(id),
      text(`fix.setting.${id}.name` as 'fix.setting.nla.name'),
      [...new Set(written.filter(({ setting }) => setting === id).map(({ where }) => code(where)))].join(
        '<br>'
      ),
      scope,
      takesEffect
    ]);
    const page = [
      '# Everything that may be written',
      'Made from the code; `npm test -- unit docs -u` writes it anew. The list is closed: what is not in it is written by nothing. Places are those that the fixes write on the PCs of the tests; another service, adapter, network or host has its own.',
      table(['Id', 'Setting', 'Where', 'Scope', 'Takes effect'], rows)
    ].join('\n\n');
    await expect(`${page}\n`).toMatchFileSnapshot('../../docs/settings.md');
  });
});
