import type { Readers } from '../way';
import { readCertificates } from './certificates';
import { readCredentials } from './credentials';
import { readFiles } from './files';
import { readOs } from './os';
import { readRegistryKeys, readRegistryValues } from './registry';
import { readServices } from './services';
import { readSockets } from './sockets';
import { readIdentity } from './token';

export { isAvailable, prepare } from './library';
export { hasModernStandby } from './power-capabilities';
export { watchKey } from './watch-key';

/**
 * What Windows' own calls read of this PC. Only to be asked where isAvailable. The members of a local group are not among
 * it: the call for them is a mere stand-in where this is tested.
 */
export const nativeReaders = {
  'registry-value': readRegistryValues,
  'registry-key': readRegistryKeys,
  service: readServices,
  file: readFiles,
  certificates: readCertificates,
  sections: {
    os: async () => ({ os: await readOs() }),
    identity: async () => ({ identity: await readIdentity() }),
    sockets: async () => ({ sockets: await readSockets() }),
    credentials: async () => ({ credentials: await readCredentials() })
  }
} as const satisfies Readers;
