import type { Fix } from './define-fix';

const all: readonly Fix[] = [
  ...Object.values(import.meta.glob<Fix>('./host/*.ts', { eager: true, import: 'fix' })),
  ...Object.values(import.meta.glob<Fix>('./client/*.ts', { eager: true, import: 'fix' }))
];

/** Every fix: one file each, found by name. What serves both roles of a PC is with the host's. */
export const fixes: ReadonlyMap<string, Fix> = new Map(all.map((fix) => [fix.id, fix]));
