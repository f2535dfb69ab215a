import type { ServiceEntry } from '../../../shared/model/machine-image';
import { textInto } from './structures';

/** https://learn.microsoft.com/windows/win32/api/winsvc/ns-winsvc-service_status_process */
const states = [
  'stopped',
  'start-pending',
  'stop-pending',
  'running',
  'continue-pending',
  'pause-pending',
  'paused'
];

/** State and process of a SERVICE_STATUS_PROCESS; a service without a process has process 0. */
export function serviceStatus(bytes: Buffer): Pick<ServiceEntry, 'state' | 'processId'> {
  const state = bytes.readUInt32LE(4);
  const processId = bytes.readUInt32LE(28);
  return { state: states[state - 1] ?? String(state), processId: processId === 0 ? null : processId };
}

/** https://learn.microsoft.com/windows/win32/api/winsvc/ns-winsvc-query_service_configw */
const startTypes = ['boot', 'system', 'automatic', 'manual', 'disabled'];

/** Start type, account and path of a QUERY_SERVICE_CONFIGW, whose texts stand behind it in the same buffer. */
export function serviceConfig(
  bytes: Buffer,
  base: bigint
): { startType: string; account: string | null; path: string | null } {
  const startType = bytes.readUInt32LE(4);
  return {
    startType: startTypes[startType] ?? String(startType),
    account: textInto(bytes, base, 48),
    path: textInto(bytes, base, 16)
  };
}

/** https://learn.microsoft.com/windows/win32/api/winsvc/ns-winsvc-enum_service_status_processw */
const enumEntrySize = 56;

/** The names of the services. */
export const activeServiceNames = (bytes: Buffer, base: bigint, count: number): string[] =>
  Array.from({ length: count }, (_, index) => textInto(bytes, base, index * enumEntrySize) ?? '').filter(
    (name) => name !== ''
  );

/** The names of the services in each process, by process id. */
export function servicesByProcess(bytes: Buffer, base: bigint, count: number): Map<number, string[]> {
  const byProcess = new Map<number, string[]>();
  for (let at = 0; at < count * enumEntrySize; at += enumEntrySize) {
    const name = textInto(bytes, base, at);
    const processId = bytes.readUInt32LE(at + 44);
    if (name === null || processId === 0) continue;
    const names = byProcess.get(processId);
    if (names) names.push(name);
    else byProcess.set(processId, [name]);
  }
  return byProcess;
}
