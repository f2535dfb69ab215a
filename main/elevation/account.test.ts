import { describe, expect, it } from 'vitest';
import { compareAccounts, machinePartOf, otherAccount } from './account';
import { pc } from './lab.test-data';

const anna = { sid: 'S-1-5-21-1-2-3-1001', name: 'PC7\\anna' };

describe('the account of the elevated side', () => {
  it.each([
    [{ ...anna, name: 'anna' }, 'same'],
    [{ sid: 's-1-5-21-1-2-3-1001', name: null }, 'same'],
    // The same name on another PC, or renamed, is another account.
    [{ sid: 'S-1-5-21-9-9-9-1001', name: 'PC7\\anna' }, 'other'],
    [{ sid: 'S-1-5-21-1-2-3-10010', name: 'PC7\\anna' }, 'other'],
    [{ sid: null, name: 'PC7\\anna' }, 'not-known'],
    [{ sid: 'PC7\\anna', name: 'PC7\\anna' }, 'not-known']
  ] as const)('%j is %s', (broker, how) => {
    expect(compareAccounts(anna, broker)).toBe(how);
    expect(compareAccounts(broker, anna)).toBe(how);
  });

  it('has to be shown wherever it is not surely the person', () => {
    const admin = { sid: 'S-1-5-21-1-2-3-500', name: 'PC7\\admin' };
    expect(otherAccount(anna, anna)).toBeNull();
    expect(otherAccount(anna, admin)).toEqual({ difference: 'other', person: anna, broker: admin });
    expect(otherAccount(anna, { sid: null, name: null })).toMatchObject({ difference: 'not-known' });
    // Two accounts of which nothing is known are not one.
    expect(otherAccount({ sid: null, name: null }, { sid: null, name: null })).not.toBeNull();
  });
});

describe('machinePartOf', () => {
  it('leaves out what belongs to the reader, and keeps the rest as it was', () => {
    const { identity: _i, credentials: _c, rdpFiles: _r, registry, files, ...rest } = pc();
    const part = machinePartOf(pc());
    expect(part).toEqual({
      ...rest,
      registry: Object.fromEntries(Object.entries(registry ?? {}).filter(([key]) => key.startsWith('HKLM'))),
      files: { '%SystemRoot%\\System32\\mstscax.dll': { version: '10.0.22621.4391' } }
    });
    expect(files).toHaveProperty(['%USERPROFILE%\\Documents\\Default.rdp']);
  });

  it('leaves a section that could not be read as it is', () => {
    const registry = { unavailable: 'access-denied' } as const;
    expect(machinePartOf({ ...pc(), registry }).registry).toEqual(registry);
    expect(machinePartOf({ schema: 'reconnect.machine/1' })).toEqual({ schema: 'reconnect.machine/1' });
  });
});
