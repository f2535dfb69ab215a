import { protocols } from '../../../shared/model/transcript';
import { defineCheck, found, ok, seen } from '../define-check';
import { failure, firstReply } from '../first-reply';

/** Only standard RDP security: the host is not authenticated and NLA cannot be used. */
export const check = defineCheck({
  id: 'rdp-security-only',
  stage: 'negotiate',
  side: 'host',
  run: (negotiate) => {
    const reply = firstReply(negotiate);
    if (reply?.kind === 'failure' && reply.code === failure.sslNotAllowed) {
      return found('warning', 0.95, seen('negotiate/failureCode', reply.code, null));
    }
    if (reply?.kind === 'selected' && reply.protocol === protocols.rdp) {
      return found('warning', 0.95, seen('negotiate/selected', 'rdp', 'hybrid'));
    }
    return ok;
  }
});
