import type { Evidence } from '../../../shared/model/diagnosis';
import { isFor, type SavedSignIn } from '../../facts/credential-store';
import { isKnown } from '../../facts/fact';
import { defineMachineCheck, foundOnPc, need, shownAs, sound } from '../define-machine-check';
import { failedBy } from '../last-failure';

/**
 * The Remote Desktop client uses what is saved for a host without asking; an outdated password is then refused each time.
 * https://learn.microsoft.com/troubleshoot/windows-server/remote/local-security-authority-cant-contact
 */
export const check = defineMachineCheck({
  id: 'saved-credential',
  stage: 'client',
  about: 'client',
  run: (facts, context) => {
    const saved = need(facts.credentialStore.signIns);
    const { lastTarget } = facts.clientLog;
    const target = context.target ?? (isKnown(lastTarget) ? lastTarget.value : null);
    const matching = saved.value.filter((one) => target === null || isFor(one, target));
    if (matching.length === 0) return sound(shownAs(saved, 0, 0));
    const refused = failedBy(facts, context, ['credentials']);
    return foundOnPc(refused ? 'warning' : 'info', refused ? 0.7 : 0.4, ...matching.flatMap(shownSignIn));
  }
});

const shownSignIn = ({ target, user }: SavedSignIn): Evidence[] => [
  { path: `credentials/${target}`, value: target, expected: null, source: 'observed' },
  ...(user === null
    ? []
    : [{ path: `credentials/${target}/user`, value: user, expected: null, source: 'observed' as const }])
];
