import { rdpTcp } from '../facts/registry-paths';
import { registrySetting } from './parts/define-setting';

/** SSLCertificateSHA1Hash: the certificate that somebody chose for the listener; without it, the one that Windows made for itself. https://learn.microsoft.com/troubleshoot/windows-server/remote/remote-desktop-listener-certificate-configurations */
export const setting = registrySetting({
  id: 'listener-certificate',
  key: rdpTcp,
  value: 'SSLCertificateSHA1Hash',
  type: 'REG_BINARY',
  writes: [null],
  takesEffect: 'new-connections'
});
