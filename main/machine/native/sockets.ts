import { isUnavailable, type SocketEntry, type Unavailable } from '../../../shared/model/machine-image';
import { unavailable } from '../fragment';
import { orUnavailable, WindowsError, windowsError } from './failure';
import { addressOf, type Call, call, type Out } from './library';
import { processNames } from './processes';
import { activeServicesOf, managerAccess, withManager } from './service-calls';
import { servicesByProcess } from './service-structures';
import { layouts, type OwnedSocket, socketRows } from './socket-tables';

type GetTable = Call<
  [table: Buffer, size: Out<number>, ordered: number, family: number, kind: number, reserved: number],
  number
>;
const getTcpTable: GetTable = call(
  'iphlpapi.dll',
  'uint32_t GetExtendedTcpTable(_Out_ uint8_t *table, _Inout_ uint32_t *size, int ordered, uint32_t family, int kind, uint32_t reserved)'
);
const getUdpTable: GetTable = call(
  'iphlpapi.dll',
  'uint32_t GetExtendedUdpTable(_Out_ uint8_t *table, _Inout_ uint32_t *size, int ordered, uint32_t family, int kind, uint32_t reserved)'
);

/** AF_INET, AF_INET6 of Windows. */
const family = { ipv4: 2, ipv6: 23 } as const;
/** TCP_TABLE_OWNER_PID_LISTENER, UDP_TABLE_OWNER_PID. https://learn.microsoft.com/windows/win32/api/iprtrmib/ne-iprtrmib-tcp_table_class */
const kind = { tcpListeners: 3, udp: 1 } as const;

const tables = [
  { protocol: 'tcp', get: getTcpTable, family: family.ipv4, kind: kind.tcpListeners, layout: layouts.tcp4 },
  { protocol: 'tcp', get: getTcpTable, family: family.ipv6, kind: kind.tcpListeners, layout: layouts.tcp6 },
  { protocol: 'udp', get: getUdpTable, family: family.ipv4, kind: kind.udp, layout: layouts.udp4 },
  { protocol: 'udp', get: getUdpTable, family: family.ipv6, kind: kind.udp, layout: layouts.udp6 }
] as const;

/** Who listens on this PC: TCP listeners and UDP sockets of both families, with process and services. */
export async function readSockets(): Promise<(SocketEntry | Unavailable)[]> {
  const names = await orUnavailable(processNames);
  const services = await orUnavailable(runningServices);
  const entries: (SocketEntry | Unavailable)[] = [];
  for (const table of tables) {
    const rows = await orUnavailable(() => readTable(table));
    if (isUnavailable(rows)) entries.push(rows);
    else entries.push(...rows.map((row) => socketEntry(row, names, services)));
  }
  return entries;
}

async function readTable({
  protocol,
  get,
  family,
  kind,
  layout
}: (typeof tables)[number]): Promise<OwnedSocket[]> {
  for (let room = 16 * 1024, attempts = 5; ; attempts -= 1) {
    const bytes = Buffer.alloc(room);
    const size: Out<number> = [room];
    const { result } = await get.later(bytes, size, 0, family, kind, 0);
    if (result === 0) return socketRows(bytes, protocol, layout);
    // A PC without IPv6 has no such table.
    if (result === windowsError.notSupported) return [];
    if (result !== windowsError.insufficientBuffer || attempts === 1) throw new WindowsError(result);
    // Sockets may be opened in between.
    room = size[0] + 4096;
  }
}

const runningServices = (): Promise<Map<number, string[]>> =>
  withManager(managerAccess.connect | managerAccess.enumerate, async (manager) => {
    const { services, count } = await activeServicesOf(manager);
    return servicesByProcess(services, addressOf(services), count);
  });

/** A row with the name of its owner and of the services in it. */
export function socketEntry(
  { protocol, address, port, processId }: OwnedSocket,
  names: ReadonlyMap<number, string> | Unavailable,
  services: ReadonlyMap<number, string[]> | Unavailable
): SocketEntry {
  const socket = { protocol, address, port, state: protocol === 'tcp' ? 'listen' : null };
  if (processId === 0) {
    // The idle process listens on nothing: so does a system say that it does not know.
    const unknown = unavailable('not-supported', 'owner 0');
    return { ...socket, processId: unknown, process: unknown, services: unknown };
  }
  return {
    ...socket,
    processId,
    process: isUnavailable(names) ? names : (names.get(processId) ?? null),
    services: isUnavailable(services) ? services : (services.get(processId) ?? [])
  };
}
