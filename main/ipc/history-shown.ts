import { pcKey } from '../../shared/model/pc-key';
import type { HistoryEntry, HistoryView } from '../../shared/model/history-state';
import { changeTitle, settingLine } from '../../shared/present/history-text';
import { pcName } from '../../shared/present/pc-name';
import { moment } from '../../shared/present/read';
import { thingOf } from '../../shared/present/thing';
import { text } from '../../shared/text';

/** The changes that a view shows, whatever its `most`. */
export function shownOf(entries: readonly HistoryEntry[], view: HistoryView): readonly HistoryEntry[] {
  const words = view.search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return entries.filter(
    (entry) =>
      (view.standing === null || entry.standing === view.standing) &&
      (view.pc === null || pcKey(entry.pc) === view.pc) &&
      (words.length === 0 || hasWords(entry, words))
  );
}

/** What each change says, in lower case: made at the first search, and gone with the change. */
const said = new WeakMap<HistoryEntry, string>();

function hasWords(entry: HistoryEntry, words: readonly string[]): boolean {
  const all = said.get(entry) ?? allOf(entry).toLowerCase();
  said.set(entry, all);
  return words.every((word) => all.includes(word));
}

/** All that is shown of a change. */
function allOf(entry: HistoryEntry): string {
  const { pc, id, fix, at, by, standing, changes, called } = entry;
  return [
    once(`title ${fix} ${changes.length === 0} ${thingOf(changes, called) ?? ''}`, () => changeTitle(entry)),
    once(`standing ${standing}`, () => text(`history.standing.${standing}`)),
    once(`pc ${pcKey(pc)}`, () => pcName(pc)),
    ...changes.flatMap((one) => [
      one.where,
      once(`line ${JSON.stringify([one.setting, one.before, one.after, one.now])}`, () => settingLine(one))
    ]),
    fix,
    id,
    by ?? '',
    moment(at) ?? ''
  ].join('\n');
}

/** Texts of the catalogue by what they say: a history of thousands says the same few things. */
const texts = new Map<string, string>();
const mostTexts = 10_000;

function once(key: string, make: () => string): string {
  const known = texts.get(key);
  if (known !== undefined) return known;
  if (texts.size >= mostTexts) texts.clear();
  const made = make();
  texts.set(key, made);
  return made;
}
