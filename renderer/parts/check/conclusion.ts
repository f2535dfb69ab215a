import type { Finding } from '../../../shared/model/diagnosis';

/** What a check comes to, as far as it is known. */
export type Conclusion =
  | { readonly kind: 'searching' }
  | { readonly kind: 'cause'; readonly cause: Finding; readonly others: readonly Finding[] }
  | {
      readonly kind: 'nothing' | 'warnings' | 'unknown' | 'cancelled' | 'failed';
      readonly others: readonly Finding[];
    };

interface Known {
  readonly findings: readonly Finding[];
  readonly likelyCause: string | null;
  readonly status: 'running' | 'done' | 'cancelled' | 'failed';
  /** Whether something is not known without which nobody may say that all is well. */
  readonly incomplete: boolean;
}

/**
 * Names the cause, or says honestly why there is none. A check is clean only when all that had to be seen was: what could
 * not be seen makes it `unknown`.
 */
export function concludeFrom({ findings, likelyCause, status, incomplete }: Known): Conclusion {
  const cause = findings.find(({ id }) => id === likelyCause);
  if (cause) return { kind: 'cause', cause, others: findings.filter((finding) => finding !== cause) };
  if (status === 'cancelled' || status === 'failed') return { kind: status, others: findings };
  if (status === 'running') return { kind: 'searching' };
  if (incomplete) return { kind: 'unknown', others: findings };
  return {
    kind: findings.some(({ severity }) => severity !== 'info') ? 'warnings' : 'nothing',
    others: findings
  };
}
