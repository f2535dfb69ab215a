import type { PlannedChange } from '../model/change';
import type { FixKind, FixRun } from '../model/fix-state';
import { hasText, text, type TextKey } from '../text';
import { changeLine, fixTitle, stateText } from './change-text';
import { clean, clip } from './read';
import { serviceName } from './thing';

/** Characters of a parameter inside a sentence. */
const longestParam = 60;

type About = Pick<FixRun, 'params'> & {
  readonly kind: Pick<FixKind, 'id' | 'expiresInSeconds'>;
  readonly called?: FixRun['called'];
};

/** What a fix does, as the button says it: `Turn NLA off for 30 minutes`. */
export function fixAction({ kind, params, called = {} }: About): string {
  const key = `fix.screen.do.${kind.id}`;
  if (!hasText(key)) return fixTitle(kind.id);
  const shown = Object.entries(params).map(([name, value]): [string, string] => [
    name,
    called[name] ?? thing(name, value) ?? clip(clean(value), longestParam)
  ]);
  return text(key, { minutes: minutesOf(kind), ...Object.fromEntries(shown) });
}

/** What Windows has a number or a short name for, in words. */
function thing(name: string, value: string): string | null {
  if (name === 'service') return serviceName(value);
  const key = `fix.screen.thing.${name}`;
  return value.startsWith('{') && hasText(key) ? text(key) : null;
}

/** Whether what is waited for at this moment can be let go of; what is being written is brought to its end. */
export const canStopWaiting = ({ status, step }: Pick<FixRun, 'status' | 'step'>): boolean =>
  status === 'working' && (step === 'elevating' || step === 'waiting');

/** How long a downgrade lasts, in minutes; 0 for what has no end. */
export const minutesOf = ({ expiresInSeconds }: Pick<FixKind, 'expiresInSeconds'>): number =>
  Math.round((expiresInSeconds ?? 0) / 60);

/** The text that a fix has of its own, or the one for all of its sort. */
export const textOr = (own: string, otherwise: TextKey): string => text(hasText(own) ? own : otherwise);

/** What a fix risks, in a sentence. */
export const fixRisk = ({ id, risk }: Pick<FixKind, 'id' | 'risk'>): string =>
  textOr(`fix.screen.risk.of.${id}`, `fix.screen.risk.${risk}`);

/** A value of a setting in words, where there is room for them. */
export function stateInFull(setting: string, value: PlannedChange['before']): string {
  const key = `fix.screen.value.${setting}.${typeof value === 'number' ? value : ''}`;
  return hasText(key) ? text(key) : stateText(setting, value);
}

/** A fix for the clipboard: what it does, what it changes and where, and what it risks. */
export const fixText = (run: FixRun): string =>
  [
    fixAction(run),
    ...(run.plan?.changes ?? []).flatMap((change) => [
      `  ${changeLine(change)}`,
      `    ${clean(change.where)}`
    ]),
    `${text('fix.screen.row.risk')}: ${fixRisk(run.kind)}`,
    ...(run.command === null ? [] : [run.command])
  ].join('\n');
