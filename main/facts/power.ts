import type { PowerSection } from '../../shared/model/machine-image';
import { defineFacts, dword, section } from './define-facts';
import { field, isKnown, orDefault, type Answer } from './fact';

/**
 * Idle times after which Windows sleeps or hibernates, in seconds.
 * https://learn.microsoft.com/windows-hardware/customize/power-settings/sleep-settings
 */
const idleSettings = {
  sleep: '29f6c1db-86da-48c5-9fdb-f2b67b1f44da',
  hibernate: '9d7815a6-7ee4-497e-8888-515a05f02364'
};
const sessionPower = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Power';

/** When the PC rests by itself, and how it starts. */
export const power = defineFacts({
  id: 'power',
  readings: { power: section('power'), fastStartup: dword(sessionPower, 'HiberbootEnabled') },
  derive: (read) => ({
    /** STANDBYIDLE on mains in seconds, 0 is never; null where this PC has no such setting. */
    sleepAfter: onMains(read.power, idleSettings.sleep),
    /** HIBERNATEIDLE on mains, likewise. */
    hibernateAfter: onMains(read.power, idleSettings.hibernate),
    modernStandby: orDefault(field(read.power, 'modernStandby'), false),
    /** HiberbootEnabled: 1 where shutting down hibernates the kernel. */
    fastStartup: orDefault(read.fastStartup, 0)
  })
});

/** The value on mains of the scheme in use: policy's before its own. */
function onMains(power: Answer<PowerSection>, guid: string): Answer<number> {
  const settings = field(power, 'settings');
  const listed = isKnown(settings)
    ? Object.keys(settings.value ?? {}).find((one) => bare(one) === guid)
    : undefined;
  const setting = field(settings, listed ?? guid) as Answer<Setting>;
  const policy = field(setting, 'policyAc');
  if (!isKnown(policy)) return policy;
  if (policy.value !== null) return { ...policy, source: 'policy' };
  const local = field(setting, 'ac');
  return isKnown(local) ? { ...local, source: 'local' } : local;
}

/** GUIDs are written with and without braces. */
const bare = (guid: string): string => guid.toLowerCase().replace(/^\{|\}$/g, '');

interface Setting {
  readonly ac?: number | null;
  readonly policyAc?: number | null;
}
