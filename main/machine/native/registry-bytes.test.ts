import { expect, it } from 'vitest';
import type { RegistryData } from '../../../shared/model/machine-image';
import { registryBytes } from './registry-bytes';
import { registryData } from './registry-data';

const rows: readonly (readonly [RegistryData, type: number, hex: string])[] = [
  [['REG_NONE', '0102'], 0, '0102'],
  [['REG_SZ', 'aé'], 1, '6100e9000000'],
  [['REG_SZ', ''], 1, '0000'],
  [['REG_EXPAND_SZ', '%a'], 2, '250061000000'],
  [['REG_BINARY', ''], 3, ''],
  [['REG_DWORD', 0xffff_fffe], 4, 'feffffff'],
  [['REG_DWORD_BIG_ENDIAN', '00000001'], 5, '00000001'],
  [['REG_MULTI_SZ', ['a', 'b']], 7, '6100000062000000' + '0000'],
  [['REG_MULTI_SZ', []], 7, '0000'],
  [['REG_QWORD', '18446744073709551615'], 11, 'ffffffffffffffff']
];

it.each(rows)('%j has its type and bytes, and is read as what it was', (data, type, hex) => {
  const raw = registryBytes(data);
  expect([raw.type, raw.bytes.toString('hex')]).toEqual([type, hex]);
  expect(registryData(raw.type, raw.bytes)).toEqual(data);
});
