import { changeLine, fixTitle, titleOf } from '../../shared/present/change-text';
import { clean, clip } from '../../shared/present/read';
import { hasText, text } from '../../shared/text';
import type { Question } from './broker';

/** Settings that are named one by one; a question longer than the screen has its buttons out of reach. */
const mostChanges = 8;
/** Characters of where one of them stands. */
const longestWhere = 240;

/**
 * What the elevated side asks, in the words of its own plan: what becomes of which setting, what it risks and how long it
 * lasts. Pure.
 */
export function questionText(question: Question): string {
  switch (question.about) {
    case 'apply':
      return applyText(question);
    case 'force-undo':
      return [
        text('fix.ask.force-undo', { title: knownTitle(question.fix) }),
        text('fix.ask.force-undo-about'),
        text('fix.ask.force-undo-id', { id: question.changeId }),
        text('fix.ask.force-undo-ok')
      ].join('\n\n');
    case 'finish':
      return [
        text('fix.ask.finish', { title: knownTitle(question.fix) }),
        [...about(question.fix), text('fix.ask.finish-about')].join('\n'),
        text('fix.ask.ok')
      ].join('\n\n');
  }
}

const knownTitle = (fix: string | null): string =>
  fix === null || fix === '' ? text('fix.ask.unknown-fix') : fixTitle(fix);

function applyText({ plan }: Extract<Question, { about: 'apply' }>): string {
  const { fix, changes, risk, expiresInSeconds, conflicts = [] } = plan;
  // The setting alone does not say which network, adapter, service or version of TLS is meant, and somebody else may have chosen.
  const lines = changes
    .slice(0, mostChanges)
    .map((change) => `• ${changeLine(change)}\n   ${clip(clean(change.where), longestWhere)}`);
  if (changes.length > mostChanges) lines.push('• …');
  const notes = conflicts.flatMap((id) => {
    const key = `fix.conflict.${id}`;
    return hasText(key) ? [text('fix.ask.conflict', { text: text(key) })] : [];
  });
  return [
    titleOf(fix, changes),
    about(fix).join('\n'),
    lines.join('\n'),
    [
      text('fix.ask.risk', { risk: text(`fix.risk.${risk}`) }),
      ...(expiresInSeconds === null
        ? []
        : [text('fix.ask.ends', { count: Math.round(expiresInSeconds / 60) })]),
      ...notes
    ].join('\n'),
    text('fix.ask.ok')
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What a fix does, and why it cannot be taken back where that is so. */
const about = (fix: string): string[] =>
  ['about', 'no-undo'].flatMap((name) => {
    const key = `fix.of.${fix}.${name}`;
    return hasText(key) ? [text(key)] : [];
  });
