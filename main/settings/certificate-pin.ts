import { isHostName } from './parts/names';
import { clientServers } from './parts/registry-keys';
import { registrySetting } from './parts/define-setting';

/** CertHash: the certificate that the person told the client to trust for one host. */
export const setting = registrySetting<[host: string]>({
  id: 'certificate-pin',
  key: (host) => `${clientServers}\\${host}`,
  value: 'CertHash',
  type: 'REG_BINARY',
  writes: [null],
  takesEffect: 'new-connections',
  scope: 'user',
  argsOf: ({ key }) => {
    const host = key.slice(clientServers.length + 1);
    return isHostName(host) ? [host] : null;
  }
});
