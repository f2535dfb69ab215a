import type { DraftEvent, DraftPc } from '../../../main/demo/machines/sound-pc';

export const channels = {
  client: 'Microsoft-Windows-TerminalServices-RDPClient/Operational',
  core: 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational',
  sessions: 'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational',
  system: 'System'
} as const;

const clientProvider = 'Microsoft-Windows-TerminalServices-ClientActiveXCore';
const coreProvider = 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS';

/** Adds events to a channel of a PC, as if they had been in its log. */
export function logged(pc: DraftPc, channel: string, ...events: readonly DraftEvent[]): void {
  const before = pc.events[channel];
  pc.events[channel] = [...(Array.isArray(before) ? before : []), ...events];
}

export const connecting = (at: string, server: string, activityId: string | null = null): DraftEvent => ({
  id: 1024,
  provider: clientProvider,
  level: 4,
  at,
  activityId,
  data: { Name: 'Server Name', Value: server, CustomLevel: 'Info' }
});

export const disconnected = (
  at: string,
  reason: number | string,
  activityId: string | null = null
): DraftEvent => ({
  id: 1026,
  provider: clientProvider,
  level: 4,
  at,
  activityId,
  data: { Name: 'Disconnect Reason', Value: String(reason), CustomLevel: 'Info' }
});

export const arrived = (at: string, from = '192.0.2.7:50123'): DraftEvent => ({
  id: 131,
  provider: coreProvider,
  level: 4,
  at,
  data: { ConnType: 'TCP', ClientIP: from }
});

export const securityLayerError = (at: string, code = '0x80090304', from = '198.51.100.77'): DraftEvent => ({
  id: 139,
  provider: coreProvider,
  level: 3,
  at,
  data: { ResultCode: code, IPString: from }
});

/** Something that says nothing about a failure, but how far the log reaches back. */
export const listening = (at: string): DraftEvent => ({
  id: 70,
  provider: coreProvider,
  level: 4,
  at,
  data: { DisplayDriverName: 'rdpudd' }
});
