import { isKnown, known } from '../facts/fact';
import { defineSetting } from './parts/define-setting';
import { localRulesAreVoid } from './parts/local-rules-are-void';

/**
 * The rules that Windows ships for Remote Desktop; the last one is that of Windows 7.
 * https://learn.microsoft.com/windows-server/remote/remote-desktop-services/clients/remote-desktop-allow-access
 */
export const shippedRules = [
  'RemoteDesktop-UserMode-In-TCP',
  'RemoteDesktop-UserMode-In-UDP',
  'RemoteDesktop-In-TCP'
] as const;

/** Whether such a rule is on, what it does, and on which kinds of network. */
export const setting = defineSetting<[name: string]>({
  id: 'firewall-rule',
  scope: 'machine',
  takesEffect: 'at-once',
  at: (name) => ({ kind: 'firewall-rule', name }),
  holds: (place) =>
    place.kind === 'firewall-rule' &&
    shippedRules.some((name) => name.toLowerCase() === place.name.toLowerCase()),
  allowed: (state) =>
    typeof state === 'object' &&
    state !== null &&
    'action' in state &&
    state.enabled &&
    state.action === 'allow',
  policy: (pc, place) => {
    const fromPolicy = pc.facts.firewall.remoteDesktopRules.find(
      ({ value, source }) =>
        source === 'policy' &&
        place.kind === 'firewall-rule' &&
        value.name.toLowerCase() === place.name.toLowerCase()
    );
    // A rule of policy by the same name decides, where there is no local one beside it.
    const local = pc.facts.firewall.remoteDesktopRules.some(({ source }) => source !== 'policy');
    if (fromPolicy && !local)
      return known({ where: fromPolicy.path, value: { source: 'policy' } }, fromPolicy.path, 'policy');
    const isVoid = localRulesAreVoid(pc);
    return isKnown(isVoid) ? { ...isVoid, value: isVoid.value } : isVoid;
  }
});
