import type { Evidence, Finding } from '../model/diagnosis';
import { text } from '../text';
import { fixTitle } from './change-text';
import { findingText, findingTitle, plain, type Names } from './finding-text';
import { fixCommand } from './fix-command';
import { paint, severityMarks } from './marks';

/**
 * A finding as lines of text: what it is, on which side, what to do, what was seen.
 *
 * @param where the side in words, where the PC's name says it better
 */
export function findingLines(
  finding: Finding,
  names: Names,
  colour: boolean,
  where: string = text(`app.side.${finding.side}`)
): string[] {
  const side = text('cli.result.side', { side: where });
  const meaning = findingText(finding, 'meaning', names);
  const next = findingText(finding, 'next', names);
  return [
    `  ${paint(severityMarks[finding.severity], colour)} ${findingTitle(finding, names)}`,
    `      ${side} (${finding.id})`,
    ...(meaning === null ? [] : [`      ${meaning}`]),
    ...(next === null ? [] : [`      ${text('cli.result.next', { next })}`]),
    ...finding.fixes.map((fix) => `      ${offerText(fix)}`),
    ...finding.evidence.map((item) => `      ${text('cli.result.seen', { evidence: evidenceText(item) })}`)
  ];
}

/** A fix that is offered, and the command that shows what it would change on the PC that it is about. */
function offerText({ id, params, managed }: Finding['fixes'][number]): string {
  const title = fixTitle(id);
  if (managed === true) return text('cli.result.fix-managed', { title });
  const command = fixCommand(id, params, '--dry-run');
  return command === null
    ? text('cli.result.fix-only', { title })
    : text('cli.result.fix', { title, command });
}

/** `RDP-Tcp\UserAuthentication = 0 (expected 1)`. */
export function evidenceText({ path, value, expected, source }: Evidence): string {
  const found = `${plain(path)} = ${value === null ? text('cli.result.nothing-seen') : plain(value)}`;
  const from = source === 'policy' || source === 'default' ? `, ${text(`pc.source.${source}`)}` : '';
  return expected === null
    ? `${found}${from}`
    : `${found} ${text('cli.result.expected', { expected: plain(expected) })}${from}`;
}
