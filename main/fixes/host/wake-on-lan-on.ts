import { z } from 'zod';
import { nowAt } from '../../changes/kinds';
import { isKnown } from '../../facts/fact';
import { setting as mayTurnOff } from '../../settings/adapter-may-turn-off';
import { setting as magicPacket } from '../../settings/wake-on-magic-packet';
import { defineFix, set } from '../define-fix';
import { guid } from '../params';

/** Lets a magic packet wake this PC. */
export const fix = defineFix({
  id: 'wake-on-lan-on',
  side: 'host',
  scope: 'machine',
  risk: 'safe',
  params: z.strictObject({ adapter: guid }),
  verify: ['wake-on-lan-off'],
  conflictsWith: (pc, { adapter }) => {
    const may = nowAt(pc.index, mayTurnOff.at(adapter));
    return isKnown(may) && may.value === false ? ['adapter-must-sleep'] : [];
  },
  changes: (_pc, { adapter }) => [set(magicPacket, true, adapter)]
});
