import { defaultPort } from '../facts/listener';
import { rdpTcp } from '../facts/registry-paths';
import { registrySetting } from './parts/define-setting';

/** PortNumber: the TCP port of the listener. https://learn.microsoft.com/windows-server/remote/remote-desktop-services/clients/change-listening-port */
export const setting = registrySetting({
  id: 'listener-port',
  key: rdpTcp,
  value: 'PortNumber',
  type: 'REG_DWORD',
  writes: [defaultPort],
  takesEffect: 'service-restart'
});
