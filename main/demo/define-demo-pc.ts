import type { MachineImage } from '../../shared/model/machine-image';
import type { Role } from '../../shared/model/machine-diagnosis';

/** A recorded PC to practise on. */
export interface DemoPc {
  /** The name of its file. */
  readonly id: string;
  readonly role: Role;
  /** The PC that it wants to reach. */
  readonly target: string | null;
  readonly image: MachineImage;
}

export const defineDemoPc = (pc: DemoPc): DemoPc => pc;
