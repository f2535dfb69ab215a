import { isDeepStrictEqual } from 'node:util';
import { whereOf } from '../../shared/model/place';
import type { RegistryData } from '../../shared/model/machine-image';
import { registryBytes } from '../machine/native/registry-bytes';
import { registryCaptureOf } from '../machine/native/registry-capture';
import { runFrom, systemFolder } from '../machine/programs/run';
import { tasksBy, type Tasks } from '../machine/programs/tasks';
import { WriteFailed } from '../machine/writing';
import type { ExpiryTasks, Returned } from './desk';
import { expiryTaskName, expiryTaskXml } from './expiry-task';

/**
 * What ends downgrades of this PC, for an administrator.
 *
 * @param folder in which administrators alone may write
 */
export const expiryTasksOfThisPc = (folder: string): ExpiryTasks =>
  expiryTasksBy(tasksBy(runFrom(systemFolder()), folder));

/** Ends downgrades by scheduled tasks. */
export const expiryTasksBy = (tasks: Tasks): ExpiryTasks => ({
  register: async (task) => {
    task.returns.forEach(needExact);
    await tasks.create(expiryTaskName(task.changeId), expiryTaskXml(task));
  },
  remove: (changeId) => tasks.remove(expiryTaskName(changeId))
});

/** A task writes what the type is meant to hold. What is held in other bytes, as without a final NUL, would come back changed. */
function needExact({ place, to, capture }: Returned): void {
  if (place.kind !== 'registry-value' || to === null) return;
  const { type, bytes } = registryBytes(to as RegistryData);
  const { value } = registryCaptureOf(place, capture);
  if (!isDeepStrictEqual(value, { type, data: bytes.toString('hex') }))
    throw new WriteFailed(`${whereOf(place)} holds bytes that reg.exe could not give back exactly`);
}
