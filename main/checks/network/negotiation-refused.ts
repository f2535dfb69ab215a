import { isOneOffered } from '../../../shared/model/transcript';
import { defineCheck, found, ok, seen } from '../define-check';
import { failure, firstReply, protocolName, replyEvidence } from '../first-reply';

/**
 * The host speaks RDP, but answers the offer of a current client with something that client cannot go on with. Failure 2
 * and 3 have findings of their own.
 */
export const check = defineCheck({
  id: 'negotiation-refused',
  stage: 'negotiate',
  side: 'host',
  run: (negotiate) => {
    const reply = firstReply(negotiate);
    const offer = negotiate.attempts[0]?.offer ?? 0;
    const bytes = replyEvidence(negotiate, 'a protocol that was offered');
    if (reply?.kind === 'failure') {
      if (reply.code === failure.sslNotAllowed || reply.code === failure.noCertificate) return ok;
      return found('problem', 0.9, seen('negotiate/failureCode', reply.code, null), bytes);
    }
    if (reply?.kind === 'selected' && !isOneOffered(reply.protocol, offer)) {
      return found(
        'problem',
        0.9,
        seen('negotiate/selected', protocolName(reply.protocol), 'a protocol that was offered'),
        bytes
      );
    }
    if (reply?.kind === 'unknown-block')
      return found('problem', 0.9, seen('negotiate/blockType', reply.type, [2, 3]), bytes);
    return ok;
  }
});
