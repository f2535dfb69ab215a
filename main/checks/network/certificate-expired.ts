import { defineCheck, found, notApplicable, ok, seen } from '../define-check';

/** The certificate's last day has passed. Windows renews its own: that it did not says the renewal is broken. */
export const check = defineCheck({
  id: 'certificate-expired',
  stage: 'tls',
  side: 'host',
  run: ({ chain: [leaf] }, { startedAt }) => {
    if (!leaf) return notApplicable;
    const applies = Date.parse(leaf.notAfter) < Date.parse(startedAt);
    return applies
      ? found(
          'warning',
          0.95,
          seen('tls/certificate/notAfter', leaf.notAfter, `later than now, ${startedAt}`)
        )
      : ok;
  }
});
