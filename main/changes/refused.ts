/**
 * Why nothing was changed.
 * - `managed-by-policy`: an administrator's policy decides, and what is set on the PC has no say.
 * - `unreadable`: a setting, a policy or the clock could not be read, so nobody knows what would be changed.
 * - `not-there`, `not-supported`: this PC does not have it, or cannot do it.
 * - `drifted`: what stands there now is neither what was written nor what was before.
 * - `not-known`: the journal's record is one of a later version.
 * - `failed`: writing failed; `stayed` says what could not be put back.
 * - `no-expiry-task`: Windows did not take the task that ends a downgrade by itself, and what has no end is not begun.
 * - `own-session`: it is the session that the person is in.
 * - `in-use`: a program has it open.
 * - `final`: an action that cannot be taken back.
 * - `cancelled`: the person did not go on.
 * - `needs-force`: somebody's work, or the person's own connection, would be lost by it, and nobody has said so twice.
 */
export type RefusalReason =
  | 'managed-by-policy'
  | 'unreadable'
  | 'not-there'
  | 'not-supported'
  | 'drifted'
  | 'not-known'
  | 'failed'
  | 'no-expiry-task'
  | 'own-session'
  | 'in-use'
  | 'final'
  | 'cancelled'
  | 'needs-force';

/** A change, or its undo, that was not made. */
export class Refused extends Error {
  override readonly name = 'Refused';
  /**
   * @param where the place that decides, as evidence names it
   * @param detail the reading's reason, the policy's value or the system's own word; empty where there is none
   * @param stayed where writing failed: the places that could not be put back; null where nothing was to be put back, or
   *   where nobody knows
   */
  constructor(
    readonly reason: RefusalReason,
    readonly where: string,
    readonly detail = '',
    readonly stayed: readonly string[] | null = null
  ) {
    super(`${reason} ${where} ${detail}`.trim());
  }
}
