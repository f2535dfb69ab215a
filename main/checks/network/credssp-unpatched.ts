import { couldNotRun, defineCheck, found, ok, seen } from '../define-check';

/**
 * Version 5 and later of CredSSP carry the fix for CVE-2018-0886; a patched client refuses a host below it.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-cssp/6aac4dea-08ef-47a6-8747-22ea7f6d8685
 */
export const check = defineCheck({
  id: 'credssp-unpatched',
  stage: 'credssp',
  side: 'host',
  run: ({ end, version }) => {
    if (end !== 'answered' || version === null) return couldNotRun(end);
    return version >= 2 && version <= 4
      ? found('problem', 0.95, seen('credssp/version', version, 'at least 5'))
      : ok;
  }
});
