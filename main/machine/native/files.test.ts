import { describe, expect, it } from 'vitest';
import { expandPath, fixedVersion } from './files';

describe('a path with variables', () => {
  const environment = { SystemRoot: 'C:\\Windows', EMPTY: '' };

  it.each([
    ['%SystemRoot%\\System32\\a.dll', 'C:\\Windows\\System32\\a.dll'],
    ['%systemroot%\\a.dll', 'C:\\Windows\\a.dll'],
    ['%SystemRoot%%SystemRoot%', 'C:\\WindowsC:\\Windows'],
    ['%Unknown%\\a', '%Unknown%\\a'],
    ['100%\\%SystemRoot%', '100%\\%SystemRoot%'],
    ['C:\\100%', 'C:\\100%']
  ])('%s', (path, expanded) => {
    expect(expandPath(path, environment)).toBe(expanded);
  });
});

describe('the fixed part of a version', () => {
  it('has its numbers in order', () => {
    const bytes = Buffer.from('bd04effe000001000000 0a00 0711 6756'.replaceAll(' ', ''), 'hex');
    expect(fixedVersion(bytes)).toBe('10.0.22119.4359');
  });

  it('is none without its signature or its length', () => {
    expect(fixedVersion(Buffer.alloc(52))).toBeNull();
    expect(fixedVersion(Buffer.from('bd04effe', 'hex'))).toBeNull();
  });
});
