import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalRecord } from '../../main/changes/journal-record';
import { lineOf, nothingYet } from '../../main/changes/journal-line';
import { rdpTcp } from '../../main/demo/machines/sound-pc';

// Journals as the app keeps them, in the profile of a test: elsewhere than on Windows it looks for them there.

/** The folders of the two journals of a profile. */
export const journalFolders = (userData: string): { readonly user: string; readonly machine: string } => ({
  user: join(userData, 'Reconnect', 'Changes'),
  machine: join(userData, 'ProgramData', 'Reconnect', 'Changes')
});

/** Writes a journal as the app would have written it. Gives the path of its file. */
export function keepJournal(folder: string, records: readonly unknown[]): string {
  mkdirSync(folder, { recursive: true });
  let end = nothingYet;
  const lines = records.map((record) => {
    const next = lineOf(end, record, null);
    end = next.end;
    return next.line;
  });
  const path = join(folder, 'changes.jsonl');
  writeFileSync(path, Buffer.concat(lines), { mode: 0o644 });
  return path;
}

const place = {
  kind: 'registry-value',
  key: rdpTcp,
  value: 'UserAuthentication',
  type: 'REG_DWORD'
} as const;

/** The first record of a change of NLA. */
export const begun = (
  id: string,
  at: string,
  more: Partial<Extract<JournalRecord, { record: 'begin' }>> = {}
): unknown => ({
  v: 1,
  record: 'begin',
  id,
  fix: 'nla-on',
  params: {},
  at,
  risk: 'safe',
  changes: [{ setting: 'nla', place, before: ['REG_DWORD', 0], after: ['REG_DWORD', 1], capture: null }],
  ...more
});

export const applied = (id: string, at: string): unknown => ({ v: 1, record: 'applied', id, at });
export const undone = (id: string, at: string): unknown => ({ v: 1, record: 'undone', id, at, by: 'person' });
