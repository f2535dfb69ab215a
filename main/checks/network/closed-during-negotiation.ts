import { defineCheck, found, ok, seen } from '../define-check';
import { firstReply, replyEvidence } from '../first-reply';

/** The connection was closed or reset before a whole connection confirm. */
export const check = defineCheck({
  id: 'closed-during-negotiation',
  stage: 'negotiate',
  side: 'host',
  run: (negotiate) => {
    const reply = firstReply(negotiate);
    if (reply?.kind !== 'closed') return ok;
    const how = reply.how === 'reset' ? 'reset' : 'closed';
    return found(
      'problem',
      0.9,
      seen('negotiate/connection', how, 'kept open'),
      replyEvidence(negotiate, 'an X.224 connection confirm')
    );
  }
});
