/** Why something of a PC is not known. Apart from the schema, so that the window needs no schema library to say it. */
export const unavailableReasons = [
  'access-denied',
  'not-supported',
  'blocked',
  'timeout',
  'failed',
  'not-read'
] as const;
export type UnavailableReason = (typeof unavailableReasons)[number];
