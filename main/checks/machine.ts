import type { MachineCheck } from './define-machine-check';

/** Every check of a PC, or of two: one file each, found by name. */
export const machineChecks: readonly MachineCheck[] = [
  ...Object.values(import.meta.glob<MachineCheck>('./host/*.ts', { eager: true, import: 'check' })),
  ...Object.values(import.meta.glob<MachineCheck>('./client/*.ts', { eager: true, import: 'check' })),
  ...Object.values(import.meta.glob<MachineCheck>('./both-ends/*.ts', { eager: true, import: 'check' }))
];
