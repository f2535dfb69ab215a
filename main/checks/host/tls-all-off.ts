import { isKnown } from '../../facts/fact';
import { tlsVersions } from '../../facts/windows-defaults';
import { defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/**
 * Without any version of TLS there is neither TLS nor NLA.
 * https://learn.microsoft.com/windows-server/security/tls/tls-registry-settings
 */
export const check = defineMachineCheck({
  id: 'tls-all-off',
  stage: 'tls',
  about: 'each-role',
  run: ({ schannel }, { end }) => {
    const versions = tlsVersions.map((version) => schannel[end][version]);
    // One that is left is enough, whatever became of the others.
    const left = versions.find(({ isLeft }) => isKnown(isLeft) && isLeft.value);
    if (left) {
      const enabled = need(left.enabled);
      return sound(shown(enabled, enabled.value));
    }
    for (const { isLeft } of versions) need(isLeft);
    const { '1.2': tls12, '1.3': tls13 } = schannel[end];
    // One of the two that today's Windows connects with is enough; the old ones are not to come back.
    const wanted = isKnown(tls13.isThere) && tls13.isThere.value ? [tls12, tls13] : [tls12];
    return foundOnPc('problem', 0.95, ...wanted.map(({ enabled }) => shown(need(enabled), 1)));
  }
});
