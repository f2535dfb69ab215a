import { isIPv6 } from 'node:net';

/** A row of one of the tables of https://learn.microsoft.com/windows/win32/api/iphlpapi/ */
export interface OwnedSocket {
  readonly protocol: 'tcp' | 'udp';
  readonly address: string;
  readonly port: number;
  readonly processId: number;
}

/** Where the local address, its scope, the port and the owner stand in a row; all in bytes. */
interface Layout {
  readonly row: number;
  readonly address: number;
  readonly scope?: number;
  readonly port: number;
  readonly owner: number;
}

/** MIB_TCPROW_OWNER_PID, MIB_TCP6ROW_OWNER_PID, MIB_UDPROW_OWNER_PID, MIB_UDP6ROW_OWNER_PID. */
export const layouts = {
  tcp4: { row: 24, address: 4, port: 8, owner: 20 },
  tcp6: { row: 56, address: 0, scope: 16, port: 20, owner: 52 },
  udp4: { row: 12, address: 0, port: 4, owner: 8 },
  udp6: { row: 28, address: 0, scope: 16, port: 20, owner: 24 }
} as const satisfies Readonly<Record<string, Layout>>;

/** The rows of a table: a count, then so many rows. */
export function socketRows(bytes: Buffer, protocol: 'tcp' | 'udp', layout: Layout): OwnedSocket[] {
  return Array.from({ length: bytes.readUInt32LE(0) }, (_, index) => {
    const row = bytes.subarray(4 + index * layout.row, 4 + (index + 1) * layout.row);
    return {
      protocol,
      address:
        layout.scope === undefined
          ? address4(row, layout.address)
          : address6(row, layout.address, layout.scope),
      // The low 16 bits, in the order of the network.
      port: row.readUInt16BE(layout.port),
      processId: row.readUInt32LE(layout.owner)
    };
  });
}

const address4 = (row: Buffer, at: number): string => [...row.subarray(at, at + 4)].join('.');

/** With the number of the adapter where the address means nothing without it. Elsewhere the field is not used. */
function address6(row: Buffer, at: number, scopeAt: number): string {
  const groups = Array.from({ length: 8 }, (_, index) => row.readUInt16BE(at + 2 * index).toString(16));
  const address = shortened(groups.join(':'));
  const isLinkLocal = (row.readUInt16BE(at) & 0xffc0) === 0xfe80;
  return isLinkLocal ? `${address}%${row.readUInt32LE(scopeAt)}` : address;
}

/** The form of RFC 5952, which the URL standard writes too. */
function shortened(address: string): string {
  const host = new URL(`http://[${address}]`).hostname.slice(1, -1);
  return isIPv6(host) ? host : address;
}
