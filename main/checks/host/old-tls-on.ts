import {
  all,
  defineMachineCheck,
  doesNotApply,
  foundOnPc,
  need,
  shown,
  sound
} from '../define-machine-check';

/** https://learn.microsoft.com/windows/release-health/release-information */
const windows10 = 10_240;
const oldVersions = ['1.0', '1.1'] as const;

/**
 * Up to Windows 8.1 old versions may be all that a partner has. Later ones need them switched on for nobody.
 * https://learn.microsoft.com/windows/win32/secauthn/tls-10-11-deprecation-in-windows
 */
export const check = defineMachineCheck({
  id: 'old-tls-on',
  stage: 'tls',
  about: 'each-role',
  run: ({ os, schannel }, { end }) => {
    if (need(os.build).value < windows10) return doesNotApply('older-than-windows-10');
    return all(
      oldVersions.map((version) => () => {
        const stored = need(schannel[end][version].stored);
        return stored.value === null || stored.value === 0
          ? sound(shown(stored, stored.value))
          : foundOnPc('warning', 0.9, shown(stored, 0));
      })
    );
  }
});
