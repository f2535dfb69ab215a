import type { Pc } from '../changes/pc';
import type { Fix } from './define-fix';

const remoteSessionOf = ({ image: { identity } }: Pc): unknown =>
  typeof identity === 'object' && identity !== null && 'remoteSession' in identity
    ? identity.remoteSession
    : undefined;

/** Whether the person is known to sit at this PC by Remote Desktop. */
export const isRemoteSession = (pc: Pc): boolean => remoteSessionOf(pc) === true;

/**
 * Whether a fix may cut the connection by which the person sits at this PC. `maybe` also where nobody knows how they sit
 * there: such a fix is made only where they have said so twice.
 */
export const ownConnectionAtRisk = (pc: Pc, fix: Fix): 'no' | 'maybe' =>
  fix.cutsConnections && remoteSessionOf(pc) !== false ? 'maybe' : 'no';
