import { describe, expect, it } from 'vitest';
import { networkFindingIds, type FindingId } from '../../shared/model/finding-id';
import { machineStageIds, stageIds } from '../../shared/model/stage';
import type { Reading } from '../../shared/model/reading';
import { text } from '../../shared/text';
import { allReadings, factGroups } from '../facts';
import type { FactGroup } from '../facts/define-facts';
import { table } from './markdown-table.test-data';
import { networkChecks } from './index';
import { machineChecks } from './machine';

// The tables in docs/ are made here. `npm test -- unit docs -u` writes them anew; a stale one fails the test.

const about = {
  host: 'host',
  client: 'client',
  'each-role': 'that end',
  'each-pc': 'both',
  network: 'network'
} as const;
/** A reading for people, in the spelling of its fact group. */
function readingText(reading: Reading): string {
  switch (reading.kind) {
    case 'registry-value':
      return `${reading.key}\\${reading.value}`;
    case 'registry-key':
      return `${reading.key}\\*${reading.depth > 0 ? '\\*' : ''}`;
    case 'service':
      return `service ${reading.name}`;
    case 'file':
      return `file ${reading.path}`;
    case 'events':
      return `events ${reading.channel}: ${reading.ids.join(', ')}`;
    case 'certificates':
      return `certificates of ${reading.store}, never a key`;
    case 'group':
      return `group ${reading.sid}`;
    case 'right':
      return `right ${reading.name}`;
    case 'section':
      return `section ${reading.section}`;
  }
}

const why = (id: FindingId): string => text(`finding.${id}.why`);

describe('the tables in docs', () => {
  it('list every check', async () => {
    const ofPath = stageIds.map(
      (stage) =>
        `### ${text(`app.run.step.${stage}.name`)}\n\n${table(
          ['Id', 'Side', 'What it means'],
          networkFindingIds.flatMap((id) => {
            const check = networkChecks.find((one) => one.id === id);
            return check?.stage === stage ? [[`\`${id}\``, check.side, why(id)]] : [];
          })
        )}`
    );
    const ofPc = machineStageIds.map(
      (stage) =>
        `### ${text(`pc.stage.${stage}.name`)}\n\n${table(
          ['Id', 'Side', 'What is checked', 'What it means'],
          machineChecks
            .filter((check) => check.stage === stage)
            .map((check) => [
              `\`${check.id}\``,
              about[check.about],
              text(`pc.check.${check.id}` as 'pc.check.nla-off'),
              why(check.id)
            ])
            .sort(([a = ''], [b = '']) => a.localeCompare(b))
        )}`
    );
    const page = [
      '# Every check\n\nMade from the code; `npm test -- unit docs -u` writes it anew.',
      '## Of the path',
      ...ofPath,
      '## Of a PC',
      ...ofPc
    ].join('\n\n');
    await expect(`${page}\n`).toMatchFileSnapshot('../../docs/checks.md');
  });

  it('list everything that is read of a PC', async () => {
    const groups = Object.values<FactGroup<unknown>>(factGroups).map(({ id, readings }) => [
      `\`${id}\``,
      [...new Set(readings.map(readingText))].map((one) => `\`${one}\``).join('<br>') ||
        'what other facts read'
    ]);
    const page = [
      '# Everything that is read of a PC',
      `Made from the code; \`npm test -- unit docs -u\` writes it anew. ${allReadings.length} readings, by the facts that need them. Nothing is changed, and no password is read.`,
      table(['Facts', 'Readings'], groups)
    ].join('\n\n');
    await expect(`${page}\n`).toMatchFileSnapshot('../../docs/readings.md');
  });
});
