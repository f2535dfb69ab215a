import type { Severity, Side } from '../../../shared/model/diagnosis';
import type { MachineFindingId } from '../../../shared/model/finding-id';
import type { MachineCase } from './define-case';

/** One finding that a machine gives: `id side severity`. */
export type Expected = `${MachineFindingId} ${Side} ${Severity}`;

/** A whole recorded machine with every finding that it gives, and no other. */
export interface RecordedMachine extends Omit<MachineCase, 'name'> {
  /** What it is, in one line. */
  readonly about: string;
  readonly findings: readonly Expected[];
  readonly likelyCause: MachineFindingId | null;
  /** 0 unless a problem is found or something essential could not be read. */
  readonly exit: 0 | 1 | 2;
}

export const defineMachine = (machine: RecordedMachine): RecordedMachine => machine;

/** What every PC says that nobody has set a keep-alive on. */
export const plain: readonly Expected[] = ['keep-alive-off host info'];
