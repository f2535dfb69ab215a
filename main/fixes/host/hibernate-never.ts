import { Refused } from '../../changes/refused';
import { setting as hibernateAfter } from '../../settings/hibernate-after';
import { defineFix, need, noParams, set } from '../define-fix';

/** Keeps the PC from hibernating on mains. */
export const fix = defineFix({
  id: 'hibernate-never',
  side: 'host',
  scope: 'machine',
  risk: 'safe',
  params: noParams,
  verify: ['hibernates-on-ac', 'was-asleep'],
  changes: (pc) => {
    const { modernStandby } = pc.facts.power;
    // There 0 does not mean never: Windows then chooses by itself.
    if (need(modernStandby).value)
      throw new Refused('not-supported', need(modernStandby).path, 'modern standby');
    return [set(hibernateAfter, 0)];
  }
});
