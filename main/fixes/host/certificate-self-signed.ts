import { setting as listenerCertificate } from '../../settings/listener-certificate';
import { defineFix, noParams, set } from '../define-fix';

/** Takes the chosen certificate out of use; Windows then shows the one that it made for itself. */
export const fix = defineFix({
  id: 'certificate-self-signed',
  side: 'host',
  scope: 'machine',
  risk: 'caution',
  params: noParams,
  verify: ['listener-certificate-missing', 'listener-certificate-expired', 'listener-certificate-no-key'],
  changes: () => [set(listenerCertificate, null)]
});
