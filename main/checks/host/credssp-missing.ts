import { defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/**
 * Windows loads CredSSP only where it stands in the list of security providers.
 * https://learn.microsoft.com/windows/win32/secauthn/credential-security-support-provider
 */
export const check = defineMachineCheck({
  id: 'credssp-missing',
  stage: 'credssp',
  about: 'each-pc',
  run: ({ credssp }) => {
    const evidence = shown(need(credssp.securityProviders), 'credssp.dll');
    return need(credssp.isLoaded).value ? sound(evidence) : foundOnPc('problem', 0.9, evidence);
  }
});
