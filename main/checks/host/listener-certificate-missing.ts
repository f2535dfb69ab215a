import { defineMachineCheck, foundOnPc, need, shown, shownAs, sound } from '../define-machine-check';

/**
 * A thumbprint that matches nothing leaves the listener without a certificate to show.
 * https://learn.microsoft.com/troubleshoot/windows-server/remote/remote-desktop-listener-certificate-configurations
 */
export const check = defineMachineCheck({
  id: 'listener-certificate-missing',
  stage: 'certificate',
  about: 'host',
  run: ({ listenerCertificate: { chosenHash, chosenCertificate } }) => {
    const hash = need(chosenHash);
    // None chosen: Windows makes its own, and makes it anew when it is gone.
    if (hash.value === null) return sound(shown(hash, null));
    const found = need(chosenCertificate);
    return found.value === null
      ? foundOnPc('problem', 0.95, shown(hash, null))
      : sound(shown(hash, hash.value), shownAs(found, found.value.thumbprint, hash.value));
  }
});
