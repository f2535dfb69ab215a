import { randomBytes } from 'node:crypto';
import type { MachineImage } from '../../shared/model/machine-image';
import { recorded } from '../machine/recorded';
import type { Desk } from './desk';
import { JournalCorrupt } from './journal';

/** A recording that is being changed; its journal is part of it. */
export interface ImageDesk extends Desk {
  /** The recording as it is now, with its journal. */
  readonly image: () => MachineImage;
}

/** The member of an image that is its journal. */
const member = 'changes';

/**
 * Changes a recording as a PC would be changed. The recording that is given stays as it is.
 *
 * @throws JournalCorrupt where something else than a journal is in its place
 */
export function imageDesk(image: MachineImage): ImageDesk {
  const kept: unknown = image[member];
  if (kept !== undefined && !Array.isArray(kept)) throw new JournalCorrupt('');
  const machine = recorded(image);
  const records: unknown[] = [...((kept as unknown[] | undefined) ?? [])];
  return {
    machine,
    journal: {
      records: () => Promise.resolve([...records]),
      append: (record) => {
        records.push(record);
        return Promise.resolve();
      }
    },
    newId: () => randomBytes(6).toString('hex'),
    image: () => {
      const now = machine.image();
      return records.length === 0 ? now : { ...now, [member]: [...records] };
    }
  };
}
