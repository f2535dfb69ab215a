import type { Plan } from '../../shared/model/change';
import type { Finding, Side } from '../../shared/model/diagnosis';
import type { FixPlace } from '../../shared/model/fix-state';
import type { MachineDiagnosis } from '../../shared/model/machine-diagnosis';
import type { MachineImage } from '../../shared/model/machine-image';
import type { Names } from '../../shared/present/finding-text';
import type { Params } from '../fixes/define-fix';

/** What a check has shown that a fix is to be made for. */
export interface Checked {
  readonly findings: readonly Finding[];
  readonly names: (finding: Finding) => Names;
  /** Where a fix for a finding would be made. */
  readonly place: (finding: Finding) => FixPlace;
  /** What was read of the PC on that side; null where it is not at hand. */
  readonly image: (side: Side) => MachineImage | null;
  /** Plans where what was read is kept elsewhere, as that of a report is; null where `image` gives it. */
  readonly plan: ((fix: string, params: Params, side: Side) => Promise<Plan>) | null;
  /**
   * Looks at the PC again and tells the window, under the same run; the rest of the run stays as it is.
   *
   * @returns what that showed; null where the PC cannot be looked at now
   */
  readonly lookAgain: () => Promise<MachineDiagnosis | null>;
}

/** The check that is shown under an id; null where another one has taken its place. */
export type FindChecked = (of: 'run' | 'pc', runId: string) => Checked | null;
