// Beside the schemas and not in their files: the page lists them, and would carry the schema library with them.

/** What has become of a change. */
export const changeStates = ['applied', 'undone', 'expired', 'partly', 'unknown', 'drifted'] as const;

/** How a change stands, as History tells it: that it was cut short, or is over and still there, comes before what the PC shows. */
export const standings = [...changeStates, 'unfinished', 'overdue'] as const;
export type Standing = (typeof standings)[number];
