import { protocols } from '../../../shared/model/transcript';
import { defineCheck, found, ok, seen } from '../define-check';
import { failure } from '../first-reply';

/** The host takes CredSSP and nothing less. That is how Windows ships. */
export const check = defineCheck({
  id: 'nla-required',
  stage: 'negotiate',
  side: 'host',
  run: ({ attempts }) => {
    const withoutCredssp = attempts.find(({ offer }) => offer === protocols.ssl)?.reply;
    return withoutCredssp?.kind === 'failure' && withoutCredssp.code === failure.hybridRequired
      ? found('info', 1, seen('negotiate/failureCode', withoutCredssp.code, null))
      : ok;
  }
});
