/** What stands against a fix, or has to be known before it is made. Each has a text in the catalogue. */
export const conflictIds = [
  /** The person sits at this PC by Remote Desktop, and may lose the connection. */
  'own-session',
  'wake-on-lan-impossible',
  'adapter-must-sleep',
  'nla-cannot-work',
  'tls-needs-encryption',
  'udp-cannot-be-tested',
  'private-network-rules',
  'old-port-rules',
  /** Whoever is connected by Remote Desktop is disconnected. */
  'drops-sessions',
  'session-at-console',
  'session-in-use',
  /** A saved password goes that nobody can bring back. */
  'password-lost'
] as const;
export type ConflictId = (typeof conflictIds)[number];
