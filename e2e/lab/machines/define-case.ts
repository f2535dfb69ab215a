import type { Side, Severity } from '../../../shared/model/diagnosis';
import type { MachineImage } from '../../../shared/model/machine-image';
import type { Role } from '../../../shared/model/machine-diagnosis';

/** One recorded machine, or two, and what must come of it for one finding. */
export interface MachineCase {
  /** What it is, in a few words; part of the test's name. */
  readonly name: string;
  /** The PC, or the client's where `host` is given too. */
  readonly image: MachineImage;
  /** The other end's PC: a diagnosis of both (`open … --with …`). */
  readonly host?: MachineImage;
  /** Both where nothing is said. */
  readonly role?: Role;
  readonly target?: string;
}

/** The cases of a finding: those that must give it, and those that nearly do and must not. */
export interface FindingCases {
  readonly must: readonly (MachineCase & { readonly severity: Severity; readonly side: Side })[];
  /** No finding of this id. `could-not-run` where it must say that it could not look. */
  readonly nearly: readonly (MachineCase & { readonly outcome?: 'could-not-run' | 'not-applicable' })[];
}

export const defineCases = (cases: FindingCases): FindingCases => cases;
