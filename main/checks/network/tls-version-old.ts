import { defineCheck, found, notApplicable, ok, seen } from '../define-check';
import { bestVersion } from '../tls-accepted';

/**
 * The best version the host accepts is below TLS 1.2, which current Windows clients are about to refuse.
 * https://learn.microsoft.com/windows/win32/secauthn/tls-10-11-deprecation-in-windows
 */
export const check = defineCheck({
  id: 'tls-version-old',
  stage: 'tls',
  side: 'host',
  run: (tls) => {
    const best = bestVersion(tls);
    if (best === null) return notApplicable;
    return best === 'TLSv1' || best === 'TLSv1.1'
      ? found('warning', 0.95, seen('tls/version', best, 'TLSv1.2 or newer'))
      : ok;
  }
});
