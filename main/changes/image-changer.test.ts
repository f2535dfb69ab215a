import { describe, expect, it } from 'vitest';
import { changedPc, rdpTcp, setValue, terminalServicesPolicy } from '../demo/machines/sound-pc';
import { fixes } from '../fixes';
import type { Fix } from '../fixes/define-fix';
import { imageChanger } from './image-changer';

const fix = (id: string): Fix => {
  const found = fixes.get(id);
  if (!found) throw new Error(id);
  return found;
};
const undoing = { force: false, dryRun: false };
const sound = changedPc('windows-11', () => undefined);

describe('a recorded PC to practise on', () => {
  it('is planned, changed, told and taken back, and the recording that was given stays', async () => {
    const image = changedPc('windows-11', (pc) =>
      setValue(pc, rdpTcp, 'UserAuthentication', ['REG_DWORD', 0])
    );
    const given = JSON.stringify(image);
    const changer = imageChanger(image);
    const shown = await changer.plan(fix('nla-on'), {});
    const made = await changer.apply(fix('nla-on'), {}, shown.hash);
    expect(made).toMatchObject({ applied: true, hash: shown.hash });
    expect(await changer.changes()).toMatchObject({
      history: { changes: [{ id: made.changeId, state: 'applied' }] },
      unfinished: [],
      unreadable: []
    });
    await changer.undo(made.changeId, undoing);
    expect(JSON.stringify(image)).toBe(given);
    expect({ ...changer.image(), changes: undefined }).toEqual({ ...image, changes: undefined });
    expect((await changer.changes()).history.changes).toMatchObject([{ state: 'undone' }]);
  });

  it('ends what ends by itself, by its own clock that goes on', async () => {
    let elapsed = 0;
    const changer = imageChanger(sound, () => elapsed);
    await changer.apply(fix('nla-off'), {}, null);
    elapsed = 29 * 60_000;
    const { now, history } = await changer.changes();
    expect(history.changes).toMatchObject([{ state: 'applied' }]);
    expect(Date.parse(history.changes[0]?.expiresAt ?? '') - (now ?? 0)).toBe(60_000);
    elapsed = 30 * 60_000;
    expect((await changer.changes()).history.changes).toMatchObject([{ state: 'expired' }]);
    expect({ ...changer.image(), changes: undefined }).toEqual({ ...sound, changes: undefined });
  });

  it('is refused what a policy forbids, and what no recording can show', async () => {
    const changer = imageChanger(
      changedPc('windows-11', (pc) =>
        setValue(pc, terminalServicesPolicy, 'UserAuthentication', ['REG_DWORD', 0])
      )
    );
    await expect(changer.plan(fix('nla-on'), {})).rejects.toMatchObject({ reason: 'managed-by-policy' });
    await expect(
      changer.apply(fix('service-restart'), { service: 'TermService' }, null)
    ).rejects.toMatchObject({ reason: 'not-supported' });
  });
});
