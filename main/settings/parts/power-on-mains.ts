import { field, isKnown, map, type Answer, type Fact } from '../../facts/fact';
import type { PowerSection } from '../../../shared/model/machine-image';
import { section } from '../../facts/image-index';
import type { Pc } from '../../changes/pc';
import type { State } from '../../../shared/model/place';
import { defineSetting, type PolicyValue, type Setting } from './define-setting';

/**
 * A power setting's value on mains in the scheme that is in use, in seconds; 0 is never.
 * https://learn.microsoft.com/windows-hardware/customize/power-settings/sleep-settings
 */
export const powerOnMains = (id: string, guid: string): Setting<[]> =>
  defineSetting<[]>({
    id,
    scope: 'machine',
    takesEffect: 'at-once',
    at: () => ({ kind: 'power-value', setting: guid }),
    holds: (place) => place.kind === 'power-value' && place.setting.toLowerCase() === guid,
    allowed: (state) => state === 0,
    policy: (pc, _place, wanted) => policyOf(pc, guid, wanted)
  });

function policyOf(pc: Pc, guid: string, wanted: State | null): Fact<PolicyValue | null> {
  const settings = field(section(pc.index, 'power') as Answer<PowerSection>, 'settings') as Answer<
    Record<string, { policyAc?: number | null } | null>
  >;
  if (!isKnown(settings)) return settings;
  const listed = Object.keys(settings.value ?? {}).find(
    (one) => one.toLowerCase().replace(/^\{|\}$/g, '') === guid
  );
  const policy = field(field(settings, listed ?? guid) as Answer<{ policyAc?: number | null }>, 'policyAc');
  return map(policy, (seconds) =>
    seconds === null || seconds === wanted ? null : { where: policy.path, value: seconds }
  );
}
