import { describe, expect, it } from 'vitest';
import type { EventEntry } from '../../../shared/model/machine-image';
import { hostChannels, hostEvent, lastDword } from './host-events';

const decoded = (
  channel: keyof typeof hostChannels,
  id: number,
  data: NonNullable<EventEntry['data']>
): ReturnType<typeof hostEvent> =>
  hostEvent(hostChannels[channel], { id, at: '2026-11-20T09:58:12Z', data }, 0);

describe('hostEvent', () => {
  it('names the error and the client of event 139', () => {
    const event = decoded('core', 139, { ResultCode: '0x80090304', IPString: '192.0.2.7' });
    expect(event.code).toEqual({ kind: 'hresult', value: 0x8009_0304, name: 'SEC_E_INTERNAL_ERROR' });
    expect(event.address).toBe('192.0.2.7');
  });

  it('reads the code of 226 as the unsigned number it is logged as', () => {
    expect(decoded('core', 226, { ErrorCode: 2147943726 }).code).toMatchObject({ value: 0x8007_052e });
  });

  it.each([
    ['192.0.2.7:50123', '192.0.2.7'],
    ['[FE80::1%5]:50123', 'fe80::1'],
    ['::ffff:192.0.2.7', '192.0.2.7']
  ])('takes the port and the zone from the client %s of event 131', (client, address) => {
    expect(decoded('core', 131, { ConnType: 'TCP', ClientIP: client }).address).toBe(address);
  });

  it('knows the three sorts of number in event 40', () => {
    const reason = (Reason: string): unknown => decoded('sessions', 40, { Session: 2, Reason }).code;
    expect(reason('5')).toMatchObject({ kind: 'extended-reason', value: 5 });
    // The D-prefix of an NTSTATUS inside an HRESULT.
    expect(reason('3489660929')).toMatchObject({ kind: 'ntstatus', value: 0xc000_0001 });
    expect(reason('2147942464')).toMatchObject({ kind: 'hresult', value: 0x8007_0040 });
  });

  it('finds the status at the end of the data of TermDD 56', () => {
    const Binary = '00000000020028000000000038000ac00000000038000ac000000000000000000000000000000000b50000d0';
    expect(decoded('system', 56, { Binary }).code).toMatchObject({
      kind: 'ntstatus',
      value: 0xc000_00b5,
      name: 'STATUS_IO_TIMEOUT'
    });
    for (const broken of ['', '0a', 'b50000d', 'zz0000d0', '1b50000d0']) expect(lastDword(broken)).toBeNull();
    expect(lastDword(null)).toBeNull();
  });

  it('turns an alert of Schannel into the error that it stands for', () => {
    expect(decoded('system', 36_888, { AlertDesc: '70', ErrorState: '1205' }).code).toMatchObject({
      value: 0x8009_0302
    });
    expect(decoded('system', 36_870, { Type: 'server', ErrorCode: '0x8009030d' }).code).toMatchObject({
      value: 0x8009_030d
    });
    expect(decoded('system', 36_874, { Protocol: 'TLS 1.0' }).code).toBeNull();
  });
});
