import { z } from 'zod';
import { whereOf } from '../../../shared/model/place';
import { nowAt } from '../../changes/kinds';
import { Refused } from '../../changes/refused';
import { setting as category } from '../../settings/network-category';
import { defineFix, need, set } from '../define-fix';
import { guid } from '../params';

/** Has Windows treat a network as one of people who are trusted. */
export const fix = defineFix({
  id: 'network-private',
  side: 'host',
  scope: 'machine',
  risk: 'caution',
  params: z.strictObject({ network: guid }),
  verify: ['network-public', 'firewall-rule-wrong-profile'],
  conflictsWith: () => ['private-network-rules'],
  cutsConnections: true,
  changes: (pc, { network }) => {
    const place = category.at(network);
    if (need(nowAt(pc.index, place)).value === 'domain')
      throw new Refused('not-supported', whereOf(place), 'domain');
    return [set(category, 'private', network)];
  }
});
