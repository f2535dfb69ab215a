import { defineCheck, found, notApplicable, ok, seen } from '../define-check';

/** Subject and issuer are the same. That is how Windows ships, and only a reason to compare the fingerprint. */
export const check = defineCheck({
  id: 'certificate-self-signed',
  stage: 'tls',
  side: 'host',
  run: ({ chain: [leaf] }) => {
    if (!leaf) return notApplicable;
    return leaf.selfSigned ? found('info', 1, seen('tls/certificate/issuer', leaf.issuer, null)) : ok;
  }
});
