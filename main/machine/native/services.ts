import { isUnavailable, type ServiceEntry } from '../../../shared/model/machine-image';
import type { Reader } from '../fragment';
import { asNumber, asText } from '../registry-answer';
import { asUnavailable } from './failure';
import { addressOf, type Pointer } from './library';
import { valueAt } from './registry';
import { managerAccess, serviceConfigOf, serviceStatusOf, withManager, withService } from './service-calls';
import { serviceConfig, serviceStatus } from './service-structures';
import { readEach } from './turns';

/** Services by name. A name that Windows does not know is null. */
export const readServices: Reader<'service'> = async (readings, signal) => {
  try {
    return await withManager(managerAccess.connect, async (manager) => ({
      services: await readEach(
        readings,
        signal,
        ({ name }) => name,
        ({ name }) => readService(manager, name)
      )
    }));
  } catch (error) {
    const why = asUnavailable(error);
    return { services: Object.fromEntries(readings.map(({ name }) => [name, why])) };
  }
};

const readService = (manager: Pointer, name: string): Promise<ServiceEntry | null> =>
  withService(manager, name, async (service): Promise<ServiceEntry> => {
    const status = serviceStatus(await serviceStatusOf(service));
    const bytes = await serviceConfigOf(service);
    const { startType, account, path } = serviceConfig(bytes, addressOf(bytes));
    const key = `HKLM\\SYSTEM\\CurrentControlSet\\Services\\${name}`;
    const stored = asText(valueAt(key, 'ImagePath'));
    const delayed = asNumber(valueAt(key, 'DelayedAutostart'));
    return {
      ...status,
      startType,
      account,
      // The manager gives the path expanded; the image has it as stored.
      path: isUnavailable(stored) ? path : (stored ?? path),
      // Where the manager keeps it: the call for it has come with Vista and is not in the Windows lane.
      // https://learn.microsoft.com/windows/win32/api/winsvc/ns-winsvc-service_delayed_auto_start_info
      delayedStart: isUnavailable(delayed) ? delayed : delayed !== null && delayed !== 0
    };
  });
