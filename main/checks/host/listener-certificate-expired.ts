import {
  all,
  defineMachineCheck,
  doesNotApply,
  foundOnPc,
  need,
  shown,
  sound
} from '../define-machine-check';

/**
 * A certificate that Windows made itself is renewed when the service runs; one that somebody chose is not.
 * https://learn.microsoft.com/troubleshoot/windows-server/remote/remote-desktop-listener-certificate-configurations
 */
export const check = defineMachineCheck({
  id: 'listener-certificate-expired',
  stage: 'certificate',
  about: 'host',
  run: ({ listenerCertificate, clock }) => {
    const { value: certificate } = need(listenerCertificate.inUse);
    if (certificate === null) return doesNotApply('no-certificate');
    const now = need(clock.now).value;
    const at = new Date(now).toISOString();
    return all([
      () => {
        const last = need(certificate.notAfter);
        const evidence = shown(last, `not before now, ${at}`);
        return now > Date.parse(last.value) ? foundOnPc('warning', 0.9, evidence) : sound(evidence);
      },
      () => {
        const first = need(certificate.notBefore);
        const evidence = shown(first, `not after now, ${at}`);
        return now < Date.parse(first.value) ? foundOnPc('warning', 0.9, evidence) : sound(evidence);
      }
    ]);
  }
});
