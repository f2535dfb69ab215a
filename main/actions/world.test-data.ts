import { randomBytes } from 'node:crypto';
import type { MachineImage } from '../../shared/model/machine-image';
import { changedPc, type DraftPc } from '../demo/machines/sound-pc';
import { imageDesk } from '../changes/image-desk';
import type { Desk } from '../changes/desk';
import { fixes } from '../fixes';
import type { ActionFix } from '../fixes/define-fix';
import { WriteFailed } from '../machine/writing';
import type { ActionDoors } from './doors';

/** A PC in memory with everything that actions reach of it, and a list of what was done there. */
export interface World {
  readonly desk: Desk;
  readonly doors: ActionDoors;
  readonly records: () => Promise<readonly unknown[]>;
  /** What was done, in order. */
  readonly done: string[];
  /** The PC; tests change it while an action runs. */
  readonly pc: DraftPc;
}

type Doors = { -readonly [Name in keyof ActionDoors]?: Partial<ActionDoors[Name]> };

/** @param replaced doors in the place of those that only note what is asked of them */
export function world(change: (pc: DraftPc) => void = () => undefined, replaced: Doors = {}): World {
  const pc = JSON.parse(JSON.stringify(changedPc('windows-11', change))) as DraftPc;
  const done: string[] = [];
  const image = (): MachineImage => JSON.parse(JSON.stringify(pc)) as MachineImage;
  const { journal } = imageDesk(image());
  const note = (what: string): Promise<void> => {
    done.push(what);
    return Promise.resolve();
  };
  const no = (): never => {
    throw new WriteFailed('not-supported');
  };
  const plain: ActionDoors = {
    services: {
      dependents: () => Promise.resolve([]),
      bring: (name, state) => note(`${name} ${state}`),
      state: () => Promise.resolve('stopped')
    },
    programs: no,
    certificates: { keep: no, remove: no, give: no },
    keys: { isThere: no, rename: no, remove: no },
    files: { isThere: no, rename: no, removeFolder: no, read: no, create: no, removeFile: no },
    signIns: { ask: no, save: no, capture: no, remove: no, restore: no },
    network: { wake: no, answers: no },
    ownSession: () => Promise.resolve(1),
    wait: () => note('wait'),
    newName: () => randomBytes(8).toString('hex')
  };
  const doors = Object.fromEntries(
    Object.entries(plain).map(([name, door]) => {
      const other = replaced[name as keyof ActionDoors];
      if (typeof door === 'function') return [name, other ?? door];
      return [name, { ...door, ...(other as object | undefined) }];
    })
  ) as unknown as ActionDoors;
  return {
    desk: {
      machine: {
        look: () => Promise.resolve(image()),
        ...{ capture: no, write: no, restore: no, inherit: (_place, capture) => capture }
      },
      journal: {
        records: journal.records,
        append: async (record) => {
          await journal.append(record);
          done.push(`journal: ${record.record}`);
        }
      },
      newId: () => randomBytes(6).toString('hex'),
      who: 'PC7\\anna'
    },
    doors,
    records: journal.records,
    done,
    pc
  };
}

export function actionFix(id: string): ActionFix {
  const fix = fixes.get(id);
  if (fix?.kind !== 'action') throw new Error(`${id} is no action`);
  return fix;
}
