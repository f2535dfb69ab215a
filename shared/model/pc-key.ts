import type { ChangedPc } from './changed-pc';

// Beside the schema and not in its file: the page uses it, and would carry the schema library with it.

/** One word for one PC. */
export const pcKey = (pc: ChangedPc): string => (pc.kind === 'demo' ? `demo ${pc.machine}` : pc.kind);
