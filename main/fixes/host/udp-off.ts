import { z } from 'zod';
import { dword } from '../../settings/parts/define-setting';
import { setting as udpClient } from '../../settings/udp-client';
import { setting as udpHost } from '../../settings/udp-host';
import { defineFix, set } from '../define-fix';
import { role } from '../params';

/** Leaves UDP out, to find out whether a tunnel or an update spoils it. */
export const fix = defineFix({
  id: 'udp-off',
  side: 'both',
  scope: 'machine',
  risk: 'safe',
  params: z.strictObject({ role }),
  verify: ['udp-unavailable', 'vpn-active', 'known-bad-update'],
  conflictsWith: () => ['udp-cannot-be-tested'],
  changes: (_pc, { role }) => [role === 'host' ? set(udpHost, dword(1)) : set(udpClient, dword(1))]
});
