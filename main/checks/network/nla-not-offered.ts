import { protocols } from '../../../shared/model/transcript';
import { defineCheck, found, ok, seen } from '../define-check';
import { firstReply } from '../first-reply';

/** TLS is accepted, CredSSP is not: anyone who reaches the port sees the sign-in screen. */
export const check = defineCheck({
  id: 'nla-not-offered',
  stage: 'negotiate',
  side: 'host',
  run: (negotiate) => {
    const reply = firstReply(negotiate);
    return reply?.kind === 'selected' && reply.protocol === protocols.ssl
      ? found('warning', 0.9, seen('negotiate/selected', 'ssl', 'hybrid'))
      : ok;
  }
});
