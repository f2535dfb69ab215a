import { rdpTcp } from '../facts/registry-paths';
import { registrySetting } from './parts/define-setting';

/** fAllowSecProtocolNegotiation: 0 where the listener does not agree with the client on how the connection is secured. */
export const setting = registrySetting({
  id: 'negotiation',
  key: rdpTcp,
  value: 'fAllowSecProtocolNegotiation',
  type: 'REG_DWORD',
  writes: [1],
  takesEffect: 'new-connections'
});
