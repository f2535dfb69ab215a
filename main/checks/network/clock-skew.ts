import { defineCheck, found, notApplicable, ok, seen } from '../define-check';

/** Kerberos allows five minutes between two clocks, seconds. */
const allowed = 300;

/** The other PC's clock and this one's are too far apart. */
export const check = defineCheck({
  id: 'clock-skew',
  stage: 'credssp',
  side: 'host',
  run: ({ clockOffsetSeconds, ntlm }) => {
    if (clockOffsetSeconds === null) return notApplicable;
    return Math.abs(clockOffsetSeconds) > allowed
      ? found(
          'warning',
          0.9,
          seen('credssp/clockOffsetSeconds', Math.round(clockOffsetSeconds), `at most ${allowed}`),
          seen('credssp/ntlm/time', ntlm?.time ?? null, null)
        )
      : ok;
  }
});
