import type { Pc } from '../../changes/pc';
import { nowAt } from '../../changes/kinds';
import { isKnown } from '../../facts/fact';
import { dword } from '../../settings/parts/define-setting';
import { setting as drainMode } from '../../settings/drain-mode';
import { setting as listenerLogons } from '../../settings/listener-logons';
import { setting as serverSessions } from '../../settings/server-sessions';
import { setting as sessionsDisabled } from '../../settings/sessions-disabled';
import { defineFix, need, noParams, set, type Target } from '../define-fix';

/** Lets new sessions in. What is not there is not made: without it Windows lets them in. */
export const fix = defineFix({
  id: 'logons-on',
  side: 'host',
  scope: 'machine',
  risk: 'safe',
  params: noParams,
  verify: ['logons-disabled'],
  changes: (pc) => [
    ...whereThere(pc, set(drainMode, dword(0))),
    ...whereThere(pc, set(listenerLogons, dword(0))),
    ...whereThere(pc, set(sessionsDisabled, ['REG_SZ', '0'])),
    ...onServer(pc, whereThere(pc, set(serverSessions, dword(1))))
  ]
});

const whereThere = (pc: Pc, target: Target): Target[] => {
  const there = nowAt(pc.index, target.place);
  return isKnown(there) && there.value === null ? [] : [target];
};

/** A client Windows does not look at it. */
const onServer = (pc: Pc, targets: Target[]): Target[] =>
  targets.length === 0 || need(pc.facts.os.productType).value === 'workstation' ? [] : targets;
