import { isUnavailable } from '../../../shared/model/machine-image';
import { WriteFailed } from '../writing';
import { addressOf } from './library';
import { orWriteFailed } from './place-writer';
import { valueAt } from './registry';
import { activeServicesOf, managerAccess, withManager } from './service-calls';
import { activeServiceNames } from './service-structures';

/**
 * The services that run and cannot without this one, in the order in which they can be stopped. From what each says it needs:
 * the call that Windows has for it is a mere stand-in where this is tested.
 * https://learn.microsoft.com/windows-hardware/drivers/install/hklm-system-currentcontrolset-services-registry-tree
 *
 * @throws WriteFailed
 */
export const runningDependents = (name: string): Promise<string[]> =>
  orWriteFailed(async () => {
    const running = await withManager(managerAccess.connect | managerAccess.enumerate, async (manager) => {
      const { services, count } = await activeServicesOf(manager);
      return activeServiceNames(services, addressOf(services), count);
    });
    return dependentsIn(new Map(running.map((one) => [one, needsOf(one)])), name);
  });

function needsOf(service: string): readonly string[] {
  const value = valueAt(`HKLM\\SYSTEM\\CurrentControlSet\\Services\\${service}`, 'DependOnService');
  if (value === null) return [];
  // Who cannot say what a service needs cannot say either what stopping another one does to it.
  if (isUnavailable(value)) throw new WriteFailed(`${service}: ${value.detail ?? value.unavailable}`);
  const [type, data] = value;
  return type === 'REG_MULTI_SZ' ? data : [];
}

/** Those that need a service, directly or through others, each before what it needs. Pure. */
export function dependentsIn(needs: ReadonlyMap<string, readonly string[]>, name: string): string[] {
  const found: string[] = [];
  const seen = new Set([name.toLowerCase()]);
  const follow = (service: string): void => {
    for (const [one, all] of needs) {
      if (seen.has(one.toLowerCase()) || !all.some((need) => need.toLowerCase() === service.toLowerCase()))
        continue;
      seen.add(one.toLowerCase());
      follow(one);
      found.push(one);
    }
  };
  follow(name);
  return found;
}
