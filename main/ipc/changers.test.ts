import { expect, it } from 'vitest';
import type { Changer } from '../changes/changer';
import { imageChanger } from '../changes/image-changer';
import { changedPc, rdpTcp, setValue } from '../demo/machines/sound-pc';
import { fixes } from '../fixes';
import type { Fix } from '../fixes/define-fix';
import { createChangers } from './changers';

const nlaOn = fixes.get('nla-on') as Fix;

function lab() {
  const pc = imageChanger(
    changedPc('windows-11', (draft) => setValue(draft, rdpTcp, 'UserAuthentication', ['REG_DWORD', 0]))
  );
  const its = { opened: 0, closed: 0, told: 0 };
  const changer: Changer = { ...pc, close: () => Promise.resolve(void (its.closed += 1)) };
  const changers = createChangers({
    thisPc: () => {
      its.opened += 1;
      return changer;
    },
    recorded: imageChanger
  });
  changers.onChanged(() => void (its.told += 1));
  return { its, pc, changers, mine: changers.of({ kind: 'this-pc' }) };
}

it('tells once of what is done here, and of what a look shows that was done elsewhere', async () => {
  const { its, pc, mine } = lab();
  await mine.changes();
  const { changeId } = await mine.apply(nlaOn, {}, null);
  await mine.changes();
  await mine.changes();
  expect(its.told).toBe(1);
  await pc.undo(changeId, { force: false, dryRun: false });
  await mine.changes();
  await mine.changes();
  expect(its.told).toBe(2);
});

it('has one for each PC, made when it is needed, and ends those that were', async () => {
  const { its, changers, mine } = lab();
  expect(changers.of({ kind: 'this-pc' })).toBe(mine);
  expect(its.opened).toBe(0);
  await changers.close();
  expect(its).toMatchObject({ opened: 0, closed: 0 });
  await mine.changes();
  await changers.of({ kind: 'this-pc' }).plan(nlaOn, {});
  await changers.close();
  expect(its).toMatchObject({ opened: 1, closed: 1 });
});
