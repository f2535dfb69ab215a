import { randomBytes } from 'node:crypto';
import { actionDoors } from '../actions/this-pc';
import type { Elevation } from '../elevation/client';
import type { Account } from '../elevation/protocol';
import { nativeReaders } from '../machine/native';
import { knownFolder } from '../machine/native/known-folders';
import { openWritable } from '../machine/this-windows';
import type { WritableMachine } from '../machine/writing';
import type { Changer } from './changer';
import { withJournal } from './disk-journal';
import { restoreExpired } from './expiry';
import { expiryTasksOfThisPc } from './expiry-tasks';
import { machineStore, userStore } from './journal-store';
import { forgetOldSecrets, withSecretsBeside } from './kept-secrets';
import { localChanger, type Scope, type Stores } from './local-changer';
import { makeMachineFolder } from './machine-folder';
import type { FullDesk } from './make';

/**
 * The journals of this PC and of the account whose token this process has.
 *
 * @throws WindowsError, MissingCall
 */
export const storesOfThisPc = (): Stores => ({
  user: userStore(knownFolder('local-app-data')),
  machine: machineStore(knownFolder('program-data'))
});

/**
 * Changes this PC with the rights of this process. What is over by then is given back first.
 *
 * @param scope whose journal: that of the whole PC needs an administrator
 * @throws NotReadable where this is no Windows; JournalUnusable; what `work` throws
 */
export async function changeDirectly<T>(scope: Scope, work: (desk: FullDesk) => Promise<T>): Promise<T> {
  const { machine, close } = openWritable();
  try {
    return await onDesk(machine, scope, work);
  } finally {
    await close();
  }
}

async function onDesk<T>(
  machine: WritableMachine,
  scope: Scope,
  work: (desk: FullDesk) => Promise<T>
): Promise<T> {
  const stores = storesOfThisPc();
  if (scope === 'machine') makeMachineFolder(stores.machine.folder);
  return withJournal(
    stores[scope],
    async (bare) => {
      const { folder } = stores[scope];
      const desk: FullDesk = {
        machine,
        // What is secret belongs to persons alone.
        journal: scope === 'user' ? await withSecretsBeside(bare, folder, Date.now()) : bare,
        doors: actionDoors(),
        newId: () => randomBytes(6).toString('hex'),
        who: (await ownAccount()).account.name,
        ...(scope === 'machine' ? { expiryTasks: expiryTasksOfThisPc(stores.machine.folder) } : {})
      };
      // One that fails is tried again by whoever comes next, and stands in the history until then.
      await restoreExpired(desk, Date.now());
      return work(desk);
    },
    scope === 'user' ? { beside: stores.machine } : {}
  );
}

/** Whose token this process has. */
export async function ownAccount(): Promise<{ readonly account: Account; readonly isElevated: boolean }> {
  const { sid, user, elevated } = (await nativeReaders.sections.identity()).identity;
  return {
    account: { sid: textOrNull(sid), name: textOrNull(user) },
    isElevated: elevated === true
  };
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/**
 * This PC, to be changed from a process that the person has started.
 *
 * @param elevate asks Windows, and so the person, for the elevated side
 * @throws NotReadable where this is no Windows
 */
export function thisPcChanger({ elevate }: { readonly elevate: () => Promise<Elevation> }): Changer {
  const { machine, close } = openWritable();
  const stores = storesOfThisPc();
  // Whoever never changes anything again opens the window, or the history, all the same.
  void forgetOldSecrets(stores.user.folder, Date.now());
  return localChanger(
    {
      stores,
      look: machine.look,
      directly: (scope, work) => onDesk(machine, scope, work),
      self: ownAccount,
      now: () => Date.now(),
      close
    },
    elevate
  );
}
