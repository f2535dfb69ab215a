import {
  changedPc,
  rdpTcp,
  setValue,
  type DraftPc,
  type Release
} from '../../../main/demo/machines/sound-pc';
import type { MachineImage } from '../../../shared/model/machine-image';

type Fields = Record<string, unknown>;

/** Rules of the draft, of which none is unavailable. */
export function rulesOf({ firewall: { rules } }: DraftPc): Fields[] {
  if (!Array.isArray(rules)) throw new Error('The draft has no rules.');
  return rules;
}

/** Changes the rule that Windows ships for Remote Desktop over TCP. */
export function changeRule(pc: DraftPc, fields: Fields): void {
  const rule = rulesOf(pc).find(({ protocol }) => protocol === 'tcp');
  if (!rule) throw new Error('The draft has no rule for TCP.');
  Object.assign(rule, fields);
}

/** Adds a rule that lets everybody in to port 3389 on any network, unless the fields say otherwise. */
export function addRule(pc: DraftPc, fields: Fields): void {
  rulesOf(pc).push({
    name: 'ours',
    group: null,
    enabled: true,
    direction: 'in',
    action: 'allow',
    profiles: ['domain', 'private', 'public'],
    protocol: 'tcp',
    localPorts: ['3389'],
    remoteAddresses: ['*'],
    program: null,
    service: null,
    package: null,
    owner: null,
    bypass: false,
    source: 'local',
    ...fields
  });
}

/** Changes what the firewall does on the networks of one kind. */
export function changeProfile(pc: DraftPc, name: 'domain' | 'private' | 'public', fields: Fields): void {
  Object.assign(pc.firewall.profiles[name] ?? {}, fields);
}

/** A sound PC with its Remote Desktop rule changed. */
export const withRule = (release: Release, fields: Fields): MachineImage =>
  changedPc(release, (pc) => changeRule(pc, fields));

/** A sound PC whose Remote Desktop listens on another port. */
export const withPort = (
  release: Release,
  port: number,
  change: (pc: DraftPc) => void = () => undefined
): MachineImage =>
  changedPc(release, (pc) => {
    setValue(pc, rdpTcp, 'PortNumber', ['REG_DWORD', port]);
    for (const socket of Array.isArray(pc.sockets) ? pc.sockets : []) Object.assign(socket, { port });
    change(pc);
  });

export const idleSettings = {
  sleep: '29f6c1db-86da-48c5-9fdb-f2b67b1f44da',
  hibernate: '9d7815a6-7ee4-497e-8888-515a05f02364'
};

/** Writes Kernel-Power events: pairs of an id and a time. */
export function kernelPower(pc: DraftPc, ...events: readonly (readonly [id: number, at: string])[]): void {
  pc.events['System'] = events.map(([id, at], record) => ({
    id,
    provider: 'Microsoft-Windows-Kernel-Power',
    level: 4,
    at,
    record: record + 1,
    data: {}
  }));
}

/** Writes a failed connection into the client's log: the socket was closed. */
export function clientFailure(pc: DraftPc, at: string, reason = 2308): void {
  pc.events['Microsoft-Windows-TerminalServices-RDPClient/Operational'] = [
    {
      id: 1026,
      provider: 'Microsoft-Windows-TerminalServices-ClientActiveXCore',
      level: 4,
      at,
      record: 812,
      data: { Name: 'DisconnectReason', Value: String(reason) }
    }
  ];
}

/** The first adapter of the draft. */
export function changeAdapter(pc: DraftPc, fields: Fields, power: Fields = {}): void {
  const [adapter] = Array.isArray(pc.adapters) ? pc.adapters : [];
  if (!adapter) throw new Error('The draft has no adapter.');
  Object.assign(adapter['power'] as Fields, power);
  Object.assign(adapter, fields);
}
