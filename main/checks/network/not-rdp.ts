import { defineCheck, found, ok, seen } from '../define-check';
import { firstReply, replyEvidence } from '../first-reply';

/** Something answers on the port, but it does not speak RDP. */
export const check = defineCheck({
  id: 'not-rdp',
  stage: 'negotiate',
  side: 'host',
  run: (negotiate) => {
    const reply = firstReply(negotiate);
    if (reply?.kind !== 'not-rdp') return ok;
    return found(
      'problem',
      reply.protocol === null ? 0.9 : 0.97,
      seen('negotiate/protocol', reply.protocol ?? 'unknown', 'rdp'),
      seen('negotiate/why', reply.why, null),
      replyEvidence(negotiate, 'an X.224 connection confirm')
    );
  }
});
