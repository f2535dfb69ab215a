import { defineCheck, found, ok } from '../define-check';
import { firstReply, replyEvidence } from '../first-reply';

/** A confirm without negotiation block: a server from before Windows Vista, which knows neither TLS nor NLA. */
export const check = defineCheck({
  id: 'legacy-rdp-server',
  stage: 'negotiate',
  side: 'host',
  run: (negotiate) =>
    firstReply(negotiate)?.kind === 'no-block'
      ? found('warning', 0.9, replyEvidence(negotiate, 'a confirm with a negotiation block'))
      : ok
});
