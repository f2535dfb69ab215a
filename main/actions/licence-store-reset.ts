import { Refused } from '../changes/refused';
import { defineAction } from './define-action';
import type { ActionDoors } from './doors';
import { aside, keptName, putBack, type Movable } from './parts/move-aside';

/** https://learn.microsoft.com/troubleshoot/windows-server/remote/cannot-connect-rds-no-license-server */
const key = 'HKLM\\SOFTWARE\\Microsoft\\MSLicensing';

/** Moves the client's store of Remote Desktop licences aside. The client makes a new one when an administrator starts it. */
export const action = defineAction({
  id: 'licence-store-reset',
  plan: () => ({ changes: [{ setting: 'licence-store', where: key, before: 'there', after: null }] }),
  run: async (doors, { keep, onStep }) => {
    if (!(await doors.keys.isThere(key))) throw new Refused('not-there', key);
    const kept = { name: `reconnect-${doors.newName()}` };
    await keep(kept);
    onStep('writing');
    await keysOf(doors).rename(key, aside(key, kept));
    if (!(await doors.keys.isThere(aside(key, kept)))) throw new Refused('failed', key, 'not moved');
  },
  takeBack: async (doors, { kept }) => {
    const read = keptName.safeParse(kept);
    if (!read.success) throw new Refused('not-known', key);
    return putBack(keysOf(doors), key, read.data);
  }
});

/** A key is renamed where it stands. */
const keysOf = ({ keys }: ActionDoors): Movable => ({
  ...keys,
  rename: (path, to) => keys.rename(path, to.slice(to.lastIndexOf('\\') + 1))
});
