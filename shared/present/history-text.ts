import type { History, PlannedChange } from '../model/change';
import type { Standing } from '../model/standing';
import { text } from '../text';
import { changeLine, fixTitle, stateText, titleOf } from './change-text';
import { clean, clip, moment } from './read';
import type { Called } from './thing';

/** Characters of one value; what a journal holds may be any length. */
const longestValue = 240;

/** A change as it is told, in the window and in the console. */
export interface ToldChange {
  readonly id: string;
  readonly fix: string;
  readonly at: string | null;
  readonly by?: string | null | undefined;
  readonly standing: Standing;
  /** RFC 3339; while it stands and ends by itself. */
  readonly expiresAt?: string | null | undefined;
  /** What the network adapters and networks that it is about are called. */
  readonly called?: Called | undefined;
  readonly changes: readonly (PlannedChange & { readonly now?: PlannedChange['before'] | undefined })[];
}

/** A change by its fix and what it is about; one that this version cannot read says so. */
export const changeTitle = ({
  fix,
  changes,
  called
}: Pick<ToldChange, 'fix' | 'changes' | 'called'>): string =>
  fix === '' || (changes.length === 0 && fixTitle(fix) === fix)
    ? text('history.not-readable')
    : titleOf(fix, changes, called);

/** One change in a few lines: what, how it stands, when, by whom, and each setting with the place where it stands. */
export const changeText = (change: ToldChange): string =>
  [
    `${changeTitle(change)}: ${standingText(change)}`,
    `  ${whenAndWho(change)}`,
    ...change.changes.flatMap((one) => [
      `  ${settingLine(one)}`,
      `    ${clip(clean(one.where), longestValue)}`
    ])
  ].join('\n');

/** The journal for people: one change in a few lines, the newest last, next to where the person types. */
export const historyText = ({ changes }: History, called?: Called): string =>
  changes.length === 0
    ? text('fix.history.none')
    : changes
        .map((change) =>
          changeText({ ...change, called, standing: isOverdue(change) ? 'overdue' : change.state })
        )
        .join('\n\n');

/** Whether its time is over and it is still there, as `now` tells only then. */
export const isOverdue = ({ state, changes }: History['changes'][number]): boolean =>
  state === 'expired' && changes.some(({ now }) => now !== undefined);

function standingText({ standing, expiresAt }: ToldChange): string {
  const word = text(`history.standing.${standing}`);
  const at = standing === 'applied' ? moment(expiresAt ?? null) : null;
  return at === null ? word : text('history.ends-at', { standing: word, at });
}

const whenAndWho = ({ at, by, id }: ToldChange): string =>
  [
    moment(at) ?? text('history.no-time'),
    ...(by ? [text('history.by', { who: clip(clean(by), longestValue) })] : []),
    text('history.id', { id: clip(clean(id), longestValue) })
  ].join(', ');

/** `Security layer: RDP → TLS`, with what stands there now where that is something else. */
export const settingLine = (one: ToldChange['changes'][number]): string =>
  one.now === undefined
    ? changeLine(one)
    : `${changeLine(one)} (${text('fix.plan.now')}: ${stateText(one.setting, one.now)})`;
