import { isKnown } from '../../facts/fact';
import {
  defineMachineCheck,
  foundOnPc,
  need,
  shown,
  sound,
  type MachineContext
} from '../define-machine-check';

/** Microsoft accounts sign in with Windows Hello only. */
const helloOnly = 2;

/**
 * The password of a Microsoft account is known to a PC only once somebody signed in there with it.
 * https://learn.microsoft.com/windows/client-management/mdm/policy-csp-authentication
 */
export const check = defineMachineCheck({
  id: 'pin-only-sign-in',
  stage: 'rights',
  about: 'host',
  run: ({ signIn }, context) => {
    // Windows ships with Hello only, so the kind of account decides; either one alone can rule it out.
    if (isKnown(signIn.microsoftAccount) && !signIn.microsoftAccount.value)
      return sound(shown(signIn.microsoftAccount, false));
    const passwordLess = need(signIn.passwordLess);
    if (passwordLess.value !== helloOnly) return sound(shown(passwordLess, passwordLess.value));
    const account = need(signIn.microsoftAccount);
    return foundOnPc(
      wereCredentialsRefused(context) ? 'warning' : 'info',
      wereCredentialsRefused(context) ? 0.7 : 0.4,
      shown(passwordLess, 0),
      shown(account, false)
    );
  }
});

/** By the code that the person has, or by the newest failure in the client's log. */
function wereCredentialsRefused({ failures, client }: MachineContext): boolean {
  const last = client?.clientLog.lastFailure;
  return (
    failures.includes('credentials') ||
    (last !== undefined && isKnown(last) && last.value?.kind === 'credentials')
  );
}
