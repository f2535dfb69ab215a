import { describe, expect, it } from 'vitest';
import { layouts, socketRows } from './socket-tables';
import { socketEntry } from './sockets';

const table = (count: number, hex: string): Buffer =>
  Buffer.concat([Buffer.from([count, 0, 0, 0]), Buffer.from(hex.replaceAll(/\s/g, ''), 'hex')]);

describe('rows of the tables', () => {
  it('reads TCP listeners', () => {
    const rows = table(
      2,
      `02000000 00000000 0d3d0000 00000000 00000000 9c040000
       02000000 c000020a 01bb0000 00000000 00000000 04000000`
    );
    expect(socketRows(rows, 'tcp', layouts.tcp4)).toEqual([
      { protocol: 'tcp', address: '0.0.0.0', port: 3389, processId: 1180 },
      { protocol: 'tcp', address: '192.0.2.10', port: 443, processId: 4 }
    ]);
  });

  it('reads TCP listeners of IPv6, with the adapter of a link-local address', () => {
    const rest = '00000000000000000000000000000000 00000000 00000000 02000000';
    const rows = table(
      3,
      `00000000000000000000000000000000 00000000 0d3d0000 ${rest} 9c040000
       fe800000000000000000000000000001 0c000000 0d3d0000 ${rest} 9c040000
       00000000000000000000000000000001 00100000 0d3d0000 ${rest} 9c040000`
    );
    expect(socketRows(rows, 'tcp', layouts.tcp6).map(({ address }) => address)).toEqual([
      '::',
      'fe80::1%12',
      '::1'
    ]);
    expect(socketRows(rows, 'tcp', layouts.tcp6)[1]).toMatchObject({ port: 3389, processId: 1180 });
  });

  it('reads UDP sockets', () => {
    expect(socketRows(table(1, '7f000001 0d3d0000 9c040000'), 'udp', layouts.udp4)).toEqual([
      { protocol: 'udp', address: '127.0.0.1', port: 3389, processId: 1180 }
    ]);
    const six = table(1, '20010db8000000000000000000000005 00000000 0d3d0000 9c040000');
    expect(socketRows(six, 'udp', layouts.udp6)[0]).toMatchObject({ address: '2001:db8::5', port: 3389 });
  });
});

describe('the owner of a socket', () => {
  const socket = { protocol: 'tcp', address: '0.0.0.0', port: 3389, processId: 1180 } as const;
  const names = new Map([[1180, 'svchost.exe']]);
  const services = new Map([[1180, ['TermService']]]);

  it('is its process and the services in it', () => {
    expect(socketEntry(socket, names, services)).toEqual({
      protocol: 'tcp',
      address: '0.0.0.0',
      port: 3389,
      state: 'listen',
      processId: 1180,
      process: 'svchost.exe',
      services: ['TermService']
    });
  });

  it('may have ended, and may hold no service', () => {
    expect(socketEntry({ ...socket, processId: 7 }, names, services)).toMatchObject({
      process: null,
      services: []
    });
  });

  it('is not known where Windows gives none', () => {
    const { processId, process } = socketEntry({ ...socket, processId: 0 }, names, services);
    expect([processId, process]).toEqual(Array(2).fill({ unavailable: 'not-supported', detail: 'owner 0' }));
  });

  it('is unavailable where the lists are', () => {
    const denied = { unavailable: 'access-denied', detail: 'error 5' } as const;
    expect(socketEntry(socket, denied, denied)).toMatchObject({
      processId: 1180,
      process: denied,
      services: denied
    });
  });
});
