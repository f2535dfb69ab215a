import { describe, expect, it } from 'vitest';
import { serviceConfig, servicesByProcess, serviceStatus } from './service-structures';

const base = 0x2000n;

describe('status', () => {
  const status = (state: number, processId: number): Buffer => {
    const bytes = Buffer.alloc(36);
    bytes.writeUInt32LE(state, 4);
    bytes.writeUInt32LE(processId, 28);
    return bytes;
  };

  it.each([
    [1, 'stopped'],
    [2, 'start-pending'],
    [3, 'stop-pending'],
    [4, 'running'],
    [5, 'continue-pending'],
    [6, 'pause-pending'],
    [7, 'paused'],
    [8, '8']
  ])('%i is %s', (number, state) => {
    expect(serviceStatus(status(number, 1180))).toEqual({ state, processId: 1180 });
  });

  it('has no process where Windows says 0', () => {
    expect(serviceStatus(status(1, 0)).processId).toBeNull();
  });
});

describe('configuration', () => {
  const texts = Buffer.from('C:\\a b.exe -k x\0NT Authority\\NetworkService\0', 'utf16le');
  const accountAt = 2 * 'C:\\a b.exe -k x\0'.length;
  const config = (start: number, account: bigint): Buffer => {
    const head = Buffer.alloc(64);
    head.writeUInt32LE(start, 4);
    head.writeBigUInt64LE(base + 64n, 16);
    head.writeBigUInt64LE(account, 48);
    return Buffer.concat([head, texts]);
  };

  it.each([
    [0, 'boot'],
    [1, 'system'],
    [2, 'automatic'],
    [3, 'manual'],
    [4, 'disabled'],
    [9, '9']
  ])('start type %i is %s', (number, startType) => {
    expect(serviceConfig(config(number, base + 64n + BigInt(accountAt)), base)).toEqual({
      startType,
      path: 'C:\\a b.exe -k x',
      account: 'NT Authority\\NetworkService'
    });
  });

  it('may name no account', () => {
    expect(serviceConfig(config(3, 0n), base).account).toBeNull();
  });
});

it('joins services to the process they share', () => {
  const names = ['TermService', 'CryptSvc', 'Spooler', 'Stopped'];
  const processes = [1180, 1180, 2000, 0];
  const table = Buffer.alloc(names.length * 56);
  const texts: Buffer[] = [];
  let at = table.length;
  names.forEach((name, index) => {
    const text = Buffer.from(`${name}\0`, 'utf16le');
    table.writeBigUInt64LE(base + BigInt(at), index * 56);
    table.writeUInt32LE(processes[index] ?? 0, index * 56 + 44);
    texts.push(text);
    at += text.length;
  });
  expect(servicesByProcess(Buffer.concat([table, ...texts]), base, names.length)).toEqual(
    new Map([
      [1180, ['TermService', 'CryptSvc']],
      [2000, ['Spooler']]
    ])
  );
});
