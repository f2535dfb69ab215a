import { defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/**
 * Each refresh of the policy takes its value away for a moment. The local one counts then, and sessions drop.
 * https://learn.microsoft.com/troubleshoot/windows-server/remote/client-disconnected-group-policy-updates
 */
export const check = defineMachineCheck({
  id: 'remote-desktop-setting-conflict',
  stage: 'listener',
  about: 'host',
  run: ({ listener }) => {
    const policy = need(listener.deniedPolicy);
    if (policy.value !== 0) return sound(shown(policy, policy.value));
    const local = need(listener.deniedLocal);
    const both = [shown(local, 0), shown(policy, 0)];
    return local.value === 0 ? sound(...both) : foundOnPc('warning', 0.8, ...both);
  }
});
