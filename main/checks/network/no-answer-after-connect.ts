import { defineCheck, found, ok, seen } from '../define-check';
import { firstReply, replyEvidence } from '../first-reply';

/** The port is open, but no whole answer to the connection request came within the time. */
export const check = defineCheck({
  id: 'no-answer-after-connect',
  stage: 'negotiate',
  side: 'host',
  run: (negotiate, { timeoutMs }) => {
    if (firstReply(negotiate)?.kind !== 'no-answer') return ok;
    return found(
      'problem',
      0.85,
      seen(
        'negotiate/waitedMs',
        negotiate.attempts[0]?.durationMs ?? timeoutMs,
        `an answer within ${timeoutMs}`
      ),
      replyEvidence(negotiate, 'an X.224 connection confirm')
    );
  }
});
