import { couldNotRun, defineCheck, found, ok, seen } from '../define-check';

/**
 * Version 5 and later of CredSSP carry the fix for CVE-2018-0886; a patched client refuses a host below it.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-cssp/6aac4dea-08ef-47a6-8747-22ea7f6d8685
 */
export const check = defineCheck({
  id: 'credssp-unpatched',
  stage: 'credssp',
  side: 'host',
  run: ({ end, version, errorCode, ntlm }) => {
    if (end !== 'answered' || version === null) return couldNotRun(end);
    if (version >= 2 && version <= 4)
      return found('problem', 0.95, seen('credssp/version', version, 'at least 5'));
    // An answer without a challenge says that the sign-in would not go on.
    if (ntlm === null)
      return couldNotRun(errorCode === null ? 'no-challenge' : `0x${errorCode.toString(16)}`);
    return ok;
  }
});
