import { Refused } from '../changes/refused';
import { WriteFailed } from '../machine/writing';
import { defineAction } from './define-action';
import type { ActionDoors } from './doors';
import { aside, keptName, putBack, type Movable } from './parts/move-aside';

/** Where the Remote Desktop client keeps pictures of what it has shown. */
const folder = '%LOCALAPPDATA%\\Microsoft\\Terminal Server Client\\Cache';

/** Moves the picture cache of the Remote Desktop client aside. The client makes a new one. */
export const action = defineAction({
  id: 'bitmap-cache-reset',
  plan: () => ({ changes: [{ setting: 'picture-cache', where: folder, before: 'there', after: null }] }),
  run: async (doors, { keep, onStep }) => {
    if (!(await doors.files.isThere(folder))) throw new Refused('not-there', folder);
    const kept = { name: `reconnect-${doors.newName()}` };
    await keep(kept);
    onStep('writing');
    await orInUse(() => foldersOf(doors).rename(folder, aside(folder, kept)));
    if (!(await doors.files.isThere(aside(folder, kept)))) throw new Refused('failed', folder, 'not moved');
  },
  takeBack: (doors, { kept }) => {
    const read = keptName.safeParse(kept);
    if (!read.success) throw new Refused('not-known', folder);
    return orInUse(() => putBack(foldersOf(doors), folder, read.data));
  }
});

const foldersOf = ({ files }: ActionDoors): Movable => ({
  isThere: files.isThere,
  rename: files.rename,
  remove: files.removeFolder
});

/** What Windows says of a folder in which a program has a file open. */
const inUse: readonly string[] = ['EBUSY', 'EPERM', 'EACCES'];

async function orInUse<T>(move: () => Promise<T>): Promise<T> {
  try {
    return await move();
  } catch (error) {
    if (error instanceof WriteFailed && inUse.includes(error.detail))
      throw new Refused('in-use', folder, error.detail);
    throw error;
  }
}
