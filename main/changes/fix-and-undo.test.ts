import { describe, expect, it } from 'vitest';
import { planSchema } from '../../shared/model/change';
import { machineImageSchema, type MachineImage } from '../../shared/model/machine-image';
import { judgeMachine } from '../diagnosis/judge-machine';
import { fixes } from '../fixes';
import type { Params, SettingsFix } from '../fixes/define-fix';
import { fixCases, type FixCase } from '../fixes/fixes.test-data';
import { applyFix } from './apply';
import { historyOf } from './history';
import { imageDesk } from './image-desk';
import { pcOf } from './pc';
import { planFix } from './plan';
import { undoChange } from './undo';

const now = { force: false, dryRun: false };

function settingsFix(id: string): SettingsFix {
  const fix = fixes.get(id);
  if (fix?.kind !== 'settings') throw new Error(`${id} is no fix that consists of settings`);
  return fix;
}
const paramsOf = ({ fix, params = {} }: FixCase): Params => settingsFix(fix).params.parse(params);

/** A recording without its journal, as text: the order of all members counts. */
const withoutJournal = (image: MachineImage): string =>
  JSON.stringify(Object.fromEntries(Object.entries(image).filter(([name]) => name !== 'changes')));

const findings = (image: MachineImage, role: 'client' | 'host'): string[] =>
  judgeMachine({
    client: role === 'client' ? image : null,
    host: role === 'host' ? image : null
  }).findings.map(({ id }) => id);

describe('every fix over a recorded PC', () => {
  it.each(fixCases.map((one) => [`${one.fix}: ${one.name}`, one] as const))(
    '%s: plans, changes, cures, and gives back byte for byte',
    async (_name, one) => {
      const fix = settingsFix(one.fix);
      const params = paramsOf(one);
      expect(machineImageSchema.safeParse(one.image).error).toBeUndefined();
      const before = JSON.stringify(one.image);
      expect(findings(one.image, one.role)).toEqual(expect.arrayContaining([...one.cures]));

      const { plan } = planFix(pcOf(one.image), fix, params);
      expect(planSchema.parse(plan)).toEqual(plan);
      expect(plan.changes.length).toBeGreaterThan(0);
      const desk = imageDesk(one.image);
      const made = await applyFix(desk, fix, params, plan.hash);
      expect(made).toMatchObject({ applied: true, hash: plan.hash, changes: plan.changes });
      // The recording that was given is another object, and stays as it was.
      expect(JSON.stringify(one.image)).toBe(before);

      const changed = JSON.parse(JSON.stringify(desk.image())) as MachineImage;
      expect(machineImageSchema.safeParse(changed).error).toBeUndefined();
      const left = findings(changed, one.role);
      for (const finding of one.cures) expect(left).not.toContain(finding);
      const again = planFix(pcOf(changed), fix, params).plan;
      expect(again).toMatchObject({ changes: [], alreadyRight: true, applied: false });
      const history = historyOf(pcOf(changed), changed['changes'] as unknown[]);
      expect(history.changes).toMatchObject([{ id: made.changeId, state: 'applied', changes: plan.changes }]);

      const later = imageDesk(changed);
      const undone = await undoChange(later, made.changeId ?? '', now);
      expect(undone).toMatchObject({ applied: true, changeId: made.changeId, undoes: made.changeId });
      expect(undone.changes.map(({ before, after }) => [after, before]).reverse()).toEqual(
        plan.changes.map(({ before, after }) => [before, after])
      );
      const back = later.image();
      expect(withoutJournal(back)).toBe(before);
      expect(historyOf(pcOf(back), back['changes'] as unknown[]).changes[0]?.state).toBe('undone');
      // A second undo does nothing and says so.
      expect(await undoChange(later, made.changeId ?? '', now)).toMatchObject({
        alreadyRight: true,
        applied: false,
        changes: []
      });
    }
  );

  it('has a case for each fix that consists of settings', () => {
    const settingsFixes = [...fixes.values()].filter(({ kind }) => kind === 'settings').map(({ id }) => id);
    expect([...new Set(fixCases.map(({ fix }) => fix))].sort()).toEqual(settingsFixes.sort());
  });
});
