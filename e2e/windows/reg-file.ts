import type { RegistryData } from '../../shared/model/machine-image';
import type { RegistryType } from '../../shared/model/reading';

/**
 * Registration files (`.reg`, version 5) as `reg import` takes them and `reg export` makes them.
 * https://learn.microsoft.com/troubleshoot/windows-server/performance/add-modify-delete-registry-subkeys-values
 */

/** What a registration file does, in its order. Key names are full and begin with `HKLM` or `HKCU`. */
export type RegistryStep =
  | { readonly do: 'create-key'; readonly key: string }
  /** With all below it; one that is not there is no error. */
  | { readonly do: 'delete-key'; readonly key: string }
  | {
      readonly do: 'set-value';
      readonly key: string;
      readonly value: string;
      readonly data: RegistryData;
    }
  /** Makes the key where it is not there. */
  | { readonly do: 'delete-value'; readonly key: string; readonly value: string };

const hives = { HKLM: 'HKEY_LOCAL_MACHINE', HKCU: 'HKEY_CURRENT_USER' } as const;

/** https://learn.microsoft.com/windows/win32/sysinfo/registry-value-types, numbers of winnt.h */
const typeNumbers: Readonly<Record<RegistryType, number>> = {
  REG_NONE: 0,
  REG_SZ: 1,
  REG_EXPAND_SZ: 2,
  REG_BINARY: 3,
  REG_DWORD: 4,
  REG_DWORD_BIG_ENDIAN: 5,
  REG_LINK: 6,
  REG_MULTI_SZ: 7,
  REG_RESOURCE_LIST: 8,
  REG_FULL_RESOURCE_DESCRIPTOR: 9,
  REG_RESOURCE_REQUIREMENTS_LIST: 10,
  REG_QWORD: 11
};

/** The bytes of a registration file: UTF-16 with a byte order mark. */
export function regFile(steps: readonly RegistryStep[]): Buffer {
  const lines = ['Windows Registry Editor Version 5.00', ''];
  let section = '';
  for (const step of steps) {
    if (step.do === 'delete-key') {
      lines.push(`[-${longName(step.key)}]`);
      section = '';
      continue;
    }
    if (section !== step.key) {
      section = step.key;
      lines.push(`[${longName(step.key)}]`);
    }
    if (step.do === 'set-value') lines.push(`${nameText(step.value)}=${dataText(step.data)}`);
    if (step.do === 'delete-value') lines.push(`${nameText(step.value)}=-`);
  }
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`, 'utf16le');
}

/** Keys with their values, by their names as they are spelled. */
export type RegistryTree = ReadonlyMap<string, ReadonlyMap<string, RegistryData>>;

/**
 * What a registration file that `reg export` made holds. Fails on a line that it does not understand. Values of types that
 * no machine image knows are left out: drivers keep such.
 */
export function parseRegFile(bytes: Buffer): RegistryTree {
  const text = bytes.toString('utf16le').replace(/^\uFEFF/, '');
  // A hex value goes on in the next line where it ends with a backslash.
  const lines = text.replace(/\\\r?\n[ \t]*/g, '').split(/\r?\n/);
  const tree = new Map<string, Map<string, RegistryData>>();
  let values = new Map<string, RegistryData>();
  for (const line of lines.slice(1)) {
    const key = /^\[(.*)\]$/.exec(line)?.[1];
    if (key !== undefined) {
      values = new Map();
      tree.set(shortName(key), values);
    } else if (line !== '') {
      const [, name, data] = /^(@|"(?:[^"\\]|\\.)*")=(.*)$/s.exec(line) ?? [];
      if (name === undefined || data === undefined) throw new Error(`not a line of a .reg file: ${line}`);
      const parsed = parseData(data);
      if (parsed !== null) values.set(name === '@' ? '' : unquoted(name), parsed);
    }
  }
  return tree;
}

const longName = (key: string): string =>
  key.replace(/^(HKLM|HKCU)/, (hive) => hives[hive as keyof typeof hives]);
const shortName = (key: string): string =>
  key.replace(/^HKEY_LOCAL_MACHINE/, 'HKLM').replace(/^HKEY_CURRENT_USER/, 'HKCU');

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
/** Wine writes the ends of lines as `\\r` and `\\n`. */
const unquoted = (text: string): string =>
  text.slice(1, -1).replace(/\\(.)/gs, (_, char: string) => ({ r: '\r', n: '\n' })[char] ?? char);
const nameText = (name: string): string => (name === '' ? '@' : quoted(name));

/** The byte form serves every text; the quoted one is what a person reads in a file that was kept. */
const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

function dataText(data: RegistryData): string {
  if (data[0] === 'REG_DWORD') return `dword:${data[1].toString(16).padStart(8, '0')}`;
  if (data[0] === 'REG_SZ' && isPlain(data[1])) return quoted(data[1]);
  const type = typeNumbers[data[0]];
  return `hex${type === 3 ? '' : `(${type.toString(16)})`}:${bytesOf(data)
    .toString('hex')
    .replace(/..(?=.)/g, '$&,')}`;
}

/** The bytes as Windows keeps them. */
function bytesOf(data: RegistryData): Buffer {
  switch (data[0]) {
    case 'REG_SZ':
    case 'REG_EXPAND_SZ':
      return Buffer.from(`${data[1]}\0`, 'utf16le');
    case 'REG_MULTI_SZ':
      return Buffer.from(`${data[1].map((text) => `${text}\0`).join('')}\0`, 'utf16le');
    case 'REG_QWORD': {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64LE(BigInt(data[1]));
      return bytes;
    }
    case 'REG_DWORD': {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(data[1]);
      return bytes;
    }
    default:
      return Buffer.from(data[1], 'hex');
  }
}

function parseData(text: string): RegistryData | null {
  if (text.startsWith('"')) return ['REG_SZ', unquoted(text)];
  const dword = /^dword:([0-9a-f]{8})$/i.exec(text)?.[1];
  if (dword !== undefined) return ['REG_DWORD', Number.parseInt(dword, 16)];
  const [, number = '3', hex] = /^hex(?:\(([0-9a-f]+)\))?:([0-9a-f,]*)$/i.exec(text) ?? [];
  const type = (Object.keys(typeNumbers) as RegistryType[]).find(
    (name) => typeNumbers[name] === Number.parseInt(number, 16)
  );
  if (hex === undefined) throw new Error(`not the data of a .reg file: ${text}`);
  if (type === undefined) return null;
  const bytes = Buffer.from(hex.replace(/,/g, ''), 'hex');
  switch (type) {
    case 'REG_SZ':
    case 'REG_EXPAND_SZ':
      return [type, bytes.toString('utf16le').replace(/\0$/, '')];
    case 'REG_MULTI_SZ':
      return [
        type,
        bytes
          .toString('utf16le')
          .split('\0')
          .filter((item) => item !== '')
      ];
    case 'REG_QWORD':
      return [type, bytes.readBigUInt64LE().toString()];
    case 'REG_DWORD':
      return [type, bytes.readUInt32LE()];
    default:
      return [type, bytes.toString('hex')];
  }
}
