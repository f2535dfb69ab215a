import { defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/**
 * https://learn.microsoft.com/troubleshoot/windows-server/remote/internal-error-has-occurred-connecting-remote-machine
 */
export const check = defineMachineCheck({
  id: 'negotiation-off',
  stage: 'security',
  about: 'host',
  run: ({ security }) => {
    const negotiation = need(security.negotiation);
    return negotiation.value === 0
      ? foundOnPc('problem', 0.9, shown(negotiation, 1))
      : sound(shown(negotiation, 1));
  }
});
