import type { Plan, PlannedChange } from '../model/change';
import { hasText, text, type TextKey } from '../text';
import { thingOf, type Called } from './thing';
import { clean, clip, list, record, string, strings, type Json } from './read';

/** Characters of one value; what a recording holds may be any length. */
const longestValue = 120;

/** A fix by its title; one of a later version by its id. */
export const fixTitle = (id: string): string => {
  const key = `fix.of.${id}.title`;
  return hasText(key) ? text(key) : clip(clean(id), longestValue);
};

/** A fix by its title and what its changes are about: `Remove the saved sign-in: srv1`. */
export function titleOf(fix: string, changes: readonly PlannedChange[], called?: Called): string {
  const thing = thingOf(changes, called);
  return thing === null ? fixTitle(fix) : text('fix.title-about', { title: fixTitle(fix), thing });
}

/** What a setting is called; one of a later version by its id. */
export const settingName = (id: string): string => {
  const key = `fix.setting.${id}.name`;
  return hasText(key) ? text(key) : clip(clean(id), longestValue);
};

/** A value of a setting in words: `not set`, `asked for`, `30 minutes`. */
export function stateText(setting: string, value: Json): string {
  const word = value === null ? 'absent' : typeof value === 'object' ? null : String(value);
  const key = `fix.setting.${setting}.${word ?? ''}`;
  if (word !== null && hasText(key)) return text(key);
  return clip(clean(otherText(setting, value)), longestValue);
}

function otherText(setting: string, value: Json): string {
  if (/^(sleep|hibernate)-after$/.test(setting))
    return typeof value === 'number' && value % 60 === 0
      ? text('fix.value.minutes', { count: value / 60 })
      : text('fix.value.seconds', { value: plainText(value) });
  if (Array.isArray(value)) {
    const [type, data] = list(value);
    return text('fix.value.other-type', { value: plainText(data), type: plainText(type) });
  }
  const members = record(value);
  if ('action' in members)
    return text('fix.value.list', {
      action: text(members['action'] === 'block' ? 'fix.value.block' : 'fix.value.allow'),
      enabled: text(members['enabled'] === true ? 'fix.value.rule-on' : 'fix.value.rule-off'),
      profiles: strings(members['profiles']).join(', ') || text('fix.value.all-networks')
    });
  if ('persistence' in members)
    return text('fix.value.credential', {
      user: string(members['user']) ?? text('fix.value.no-user'),
      type: plainText(members['type'])
    });
  return plainText(value);
}

const plainText = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null);

/** `Security layer: RDP → TLS`. */
export const changeLine = ({ setting, before, after }: PlannedChange): string =>
  `${settingName(setting)}: ${text('fix.value.change', {
    before: stateText(setting, before),
    after: stateText(setting, after)
  })}`;

/**
 * A plan for people: what changes, where, and what has to be known with it.
 *
 * @param undoWith the command line that takes a change back; one for a recording where not given
 * @param called what adapters and networks of that PC are called, where that is known
 */
export function planText(plan: Plan, undoWith = undoOfRecording, called?: Called): string {
  const ids = [plan.undoes ?? []].flat();
  const lines = plan.changes.flatMap((change) => [
    `  ${changeLine(change)}`,
    `    ${clip(clean(change.where), 2 * longestValue)}`
  ]);
  const drifted = (plan.drifted ?? []).flatMap(({ setting, before, ours, now }) => [
    `  ${settingName(setting)}`,
    ...(
      [
        ['before', before],
        ['ours', ours],
        ['now', now]
      ] as const
    ).map(([name, value]) => `    ${text(`fix.plan.${name}`).padEnd(8)} ${stateText(setting, value)}`)
  ]);
  return [
    headline(plan, ids, called),
    ...(lines.length > 0 ? ['', ...lines] : []),
    ...(drifted.length > 0 ? ['', ...drifted] : []),
    ...notes(plan, undoWith)
  ].join('\n');
}

function headline(
  { fix, changes, applied, undoes, drifted }: Plan,
  ids: readonly string[],
  called?: Called
): string {
  const kind: 'nothing' | 'did' | 'will' =
    changes.length === 0 && !drifted ? 'nothing' : applied ? 'did' : 'will';
  const id = ids.map((one) => clean(one)).join(', ');
  if (undoes === undefined) {
    const key: TextKey = kind === 'nothing' ? 'fix.plan.already' : `fix.plan.${kind}`;
    return text(key, { title: titleOf(fix, changes, called) });
  }
  return text(typeof undoes === 'string' ? `fix.plan.undo-${kind}` : `fix.plan.undo-all-${kind}`, { id });
}

const undoOfRecording = (id: string): string => text('fix.plan.undo-with', { id });

function notes(
  { fix, undoes, risk, changes, conflicts, expiresInSeconds, changeId }: Plan,
  undoWith: (id: string) => string
): string[] {
  if (undoes !== undefined || changes.length === 0) return [];
  const noUndo = `fix.of.${fix}.no-undo`;
  const rows: [TextKey, string][] = [
    ['fix.plan.risk', text(`fix.risk.${risk}`)],
    ...(expiresInSeconds === null
      ? []
      : [
          ['fix.plan.expires', text('fix.plan.expires-in', { count: Math.round(expiresInSeconds / 60) })] as [
            TextKey,
            string
          ]
        ]),
    ...(conflicts ?? []).flatMap((id): [TextKey, string][] => {
      const key = `fix.conflict.${id}`;
      return hasText(key) ? [['fix.plan.note', text(key)]] : [];
    }),
    ...undoRow(hasText(noUndo) ? text(noUndo) : changeId === null ? null : undoWith(changeId))
  ];
  return ['', ...rows.map(([key, said]) => `  ${text(key).padEnd(6)} ${said}`)];
}

const undoRow = (said: string | null): [TextKey, string][] =>
  said === null ? [] : [['fix.plan.undo', said]];
