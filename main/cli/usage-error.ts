/** What the person asked for cannot be done as written; its message is one line for stderr, and the exit status 64. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
