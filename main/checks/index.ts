import type { Check } from './define-check';

/** Every check of the network path: one file each, found by name. */
export const networkChecks: readonly Check[] = Object.values(
  import.meta.glob<Check>('./network/*.ts', { eager: true, import: 'check' })
);
