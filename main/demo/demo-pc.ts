import type { DemoPc } from './define-demo-pc';

const files = import.meta.glob<DemoPc>('./pcs/*.ts', { eager: true, import: 'pc' });

/** Every recorded PC: one file each in `pcs/`, in the order of their names. */
export const demoPcs: readonly DemoPc[] = Object.values(files);

/** What is shown where none is named. */
export const defaultDemoPc = 'healthy-pc';

/** The recorded PC of that id; null where there is none. */
export const findDemoPc = (id: string): DemoPc | null => demoPcs.find((pc) => pc.id === id) ?? null;
