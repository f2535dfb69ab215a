import { defineMachineCheck, doesNotApply, foundOnPc, need, shown, sound } from '../define-machine-check';

/**
 * Without its private key a certificate proves nothing, and the TLS handshake fails.
 * https://learn.microsoft.com/troubleshoot/windows-server/remote/remote-desktop-listener-certificate-configurations
 */
export const check = defineMachineCheck({
  id: 'listener-certificate-no-key',
  stage: 'certificate',
  about: 'host',
  run: ({ listenerCertificate }) => {
    const { value: certificate } = need(listenerCertificate.inUse);
    if (certificate === null) return doesNotApply('no-certificate');
    const key = need(certificate.hasPrivateKey);
    return key.value ? sound(shown(key, true)) : foundOnPc('problem', 0.95, shown(key, true));
  }
});
