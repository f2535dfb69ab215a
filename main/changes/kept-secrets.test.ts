import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withJournal } from './disk-journal';
import type { Journal } from './journal';
import type { JournalRecord } from './journal-record';
import { currentFile, userStore, type Store } from './journal-store';
import { JournalUnusable } from './journal-unusable';
import { keptDays, withSecretsBeside } from './kept-secrets';

let root = '';
let store: Store;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'reconnect-secrets-'));
  store = userStore(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const sealed = Buffer.from('a password that Windows has encrypted').toString('base64');
const was = {
  restorable: 'yes',
  user: 'anna',
  persistence: 3,
  flags: 0,
  comment: null,
  alias: null,
  sealed
};
const capture = { kind: 'saved-credential', target: 'TERMSRV/pc9', type: 'generic', was };
const place = { kind: 'saved-credential', target: 'TERMSRV/pc9', type: 'generic' };
const begin = (id: string, ofWhat: unknown = capture): JournalRecord => ({
  v: 1,
  record: 'begin',
  id,
  fix: 'credential-remove',
  params: { host: 'pc9' },
  at: null,
  risk: 'caution',
  changes: [
    {
      setting: 'saved-credential',
      place,
      before: { user: 'anna', persistence: null },
      after: null,
      capture: ofWhat
    }
  ]
});
const undone = (id: string): JournalRecord => ({ v: 1, record: 'undone', id, at: null, by: 'person' });

const work = <T>(use: (journal: Journal) => Promise<T>, now = Date.now()): Promise<T> =>
  withJournal(store, async (journal) => use(await withSecretsBeside(journal, store.folder, now)));
const secrets = (): Promise<string[]> => readdir(join(store.folder, 'secrets')).catch(() => []);
const captureOf = (record: unknown): unknown =>
  (record as { changes: { capture: unknown }[] }).changes[0]?.capture;

describe('the secret of a saved sign-in', () => {
  it('lies beside the journal and never in it, and is there for the undo', async () => {
    await work((journal) => journal.append(begin('credential-remove-1')));
    expect(await readFile(join(store.folder, currentFile), 'utf8')).not.toContain(sealed);
    expect(await secrets()).toHaveLength(1);
    const records = await work((journal) => journal.records());
    expect(captureOf(records[0])).toEqual(capture);
  });

  it('is found in what an action keeps too', async () => {
    const acting = {
      v: 1,
      record: 'acting',
      id: 'credential-create-1',
      fix: 'credential-create',
      params: { host: 'pc9' },
      at: null,
      changes: [],
      undo: { before: capture }
    } as unknown as JournalRecord;
    await work((journal) => journal.append(acting));
    expect(await readFile(join(store.folder, currentFile), 'utf8')).not.toContain(sealed);
    expect(await work((journal) => journal.records())).toEqual([acting]);
  });

  it('is deleted when it was given back', async () => {
    await work((journal) => journal.append(begin('credential-remove-1')));
    await work((journal) => journal.append(begin('credential-remove-2')));
    await work((journal) => journal.append(undone('credential-remove-1')));
    expect(await secrets()).toHaveLength(1);
    const records = await work((journal) => journal.records());
    expect(captureOf(records[1])).toEqual(capture);
  });

  it('is deleted after its days, and then reads as one that cannot be given back', async () => {
    await work((journal) => journal.append(begin('credential-remove-1')));
    const day = 86_400_000;
    expect(await work(secrets, Date.now() + (keptDays - 1) * day)).toHaveLength(1);
    expect(await work(secrets, Date.now() + (keptDays + 1) * day)).toHaveLength(0);
    const records = await work((journal) => journal.records());
    expect(captureOf(records[0])).toEqual({
      ...capture,
      was: { restorable: 'no', user: 'anna', persistence: 3, lastWritten: null }
    });
  });

  it('that a crash left without its record goes too', async () => {
    await work((journal) => journal.append(begin('credential-remove-1')));
    const orphan = join(store.folder, 'secrets', 'f'.repeat(32));
    await writeFile(orphan, sealed);
    await utimes(orphan, 0, 0);
    await work(() => Promise.resolve());
    expect(await secrets()).toHaveLength(1);
  });
});

it('takes nothing from a path that a forged journal names', async () => {
  await writeFile(join(root, 'other'), 'not for this program');
  const forged = { ...capture, was: { ...was, sealed: { kept: '../../../other' } } };
  await work((journal) => journal.append(begin('credential-remove-1', forged)));
  const records = await work((journal) => journal.records());
  expect(captureOf(records[0])).toEqual(forged);
});

it('begins nothing where the secret cannot be kept', async () => {
  await work(() => Promise.resolve());
  await writeFile(join(store.folder, 'secrets'), 'a file in the way');
  const refused = work((journal) => journal.append(begin('credential-remove-1')));
  await expect(refused).rejects.toBeInstanceOf(JournalUnusable);
  await rm(join(store.folder, 'secrets'));
  expect(await work((journal) => journal.records())).toEqual([]);
});
