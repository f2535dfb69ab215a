import { describe, expect, it } from 'vitest';
import { WriteFailed } from '../machine/writing';
import { makeAction } from './make';
import { things } from './things.test-data';
import { undoAction } from './undo';
import { actionFix, world, type World } from './world.test-data';

const licences = 'HKLM\\SOFTWARE\\Microsoft\\MSLicensing';
const cache = '%LOCALAPPDATA%\\Microsoft\\Terminal Server Client\\Cache';

const undoOf = ({ desk, doors }: World, id: string | null) =>
  undoAction(desk, doors, id ?? '', { force: false, dryRun: false });

describe.each([
  ['licence-store-reset', licences],
  ['bitmap-cache-reset', cache]
])('%s', (id, path) => {
  const fix = actionFix(id);

  it('sets it aside and gives it back, whatever came in its place', async () => {
    for (const since of [null, 'new']) {
      const found = new Map([[path, 'old']]);
      const made = world(undefined, things(found));
      const { changeId } = await makeAction(made.desk, made.doors, fix, {});
      expect(found.has(path)).toBe(false);
      expect([...found.values()]).toEqual(['old']);
      if (since !== null) found.set(path, since);
      expect((await undoOf(made, changeId)).applied).toBe(true);
      expect([...found]).toEqual([[path, 'old']]);
      expect((await undoOf(made, changeId)).applied).toBe(false);
    }
  });

  it('says that there is none', async () => {
    const made = world(undefined, things(new Map()));
    await expect(makeAction(made.desk, made.doors, fix, {})).rejects.toMatchObject({ reason: 'not-there' });
    expect(await made.records()).toEqual([]);
  });

  it('loses nothing wherever its undo is cut short', async () => {
    let points = 0;
    for (let last = 1; ; last += 1) {
      const found = new Map([[path, 'old']]);
      const made = world(undefined, things(found));
      const { changeId } = await makeAction(made.desk, made.doors, fix, {});
      found.set(path, 'new');
      let left = last;
      const dying = world(
        undefined,
        things(found, () => --left < 0)
      );
      const cut = undoAction(made.desk, dying.doors, changeId ?? '', { force: false, dryRun: false });
      const isCut = await cut.then(
        () => false,
        () => true
      );
      expect([...found.values()]).toContain('old');
      await undoOf(made, changeId);
      expect([...found]).toEqual([[path, 'old']]);
      if (!isCut) break;
      points += 1;
    }
    expect(points).toBe(2);
  });

  it('moves nothing that a forged journal names', async () => {
    const found = new Map([[path, 'old']]);
    const made = world(undefined, things(found));
    for (const undo of [{ name: '..\\..\\Windows' }, { name: 'reconnect-x\\y' }, {}, null]) {
      const forged = `${id}-${Math.random().toString(36).slice(2)}`;
      await made.desk.journal.append({
        v: 1,
        record: 'acting',
        id: forged,
        fix: id,
        params: {},
        at: null,
        changes: [],
        undo
      });
      await made.desk.journal.append({ v: 1, record: 'acted', id: forged, at: null });
      await expect(undoOf(made, forged)).rejects.toMatchObject({ reason: 'not-known' });
    }
    expect([...found]).toEqual([[path, 'old']]);
  });
});

it('a picture cache that the client has open is left as it is', async () => {
  const { files } = things(new Map([[cache, 'old']]));
  const busy = { ...files, rename: () => Promise.reject(new WriteFailed('EPERM')) };
  const made = world(undefined, { files: busy });
  await expect(makeAction(made.desk, made.doors, actionFix('bitmap-cache-reset'), {})).rejects.toMatchObject({
    reason: 'in-use',
    where: cache
  });
  expect(made.done.at(-1)).toBe('journal: failed');
});
