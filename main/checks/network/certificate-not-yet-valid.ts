import { defineCheck, found, notApplicable, ok, seen } from '../define-check';

/** The certificate's first day is still to come: made with a wrong clock, or this PC's clock is behind. */
export const check = defineCheck({
  id: 'certificate-not-yet-valid',
  stage: 'tls',
  side: 'host',
  run: ({ chain: [leaf] }, { startedAt }) => {
    if (!leaf) return notApplicable;
    const applies = Date.parse(leaf.notBefore) > Date.parse(startedAt);
    return applies
      ? found(
          'warning',
          0.95,
          seen('tls/certificate/notBefore', leaf.notBefore, `earlier than now, ${startedAt}`)
        )
      : ok;
  }
});
