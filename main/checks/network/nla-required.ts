import { defineCheck, found, ok, seen } from '../define-check';
import { failure } from '../first-reply';

/** The host takes CredSSP and nothing less. That is how Windows ships. */
export const check = defineCheck({
  id: 'nla-required',
  stage: 'negotiate',
  side: 'host',
  run: ({ attempts }) => {
    const refusal = attempts.find(
      ({ reply }) => reply.kind === 'failure' && reply.code === failure.hybridRequired
    );
    return refusal ? found('info', 1, seen('negotiate/failureCode', failure.hybridRequired, null)) : ok;
  }
});
