import { describe, expect, it } from 'vitest';
import { pipeSecurity } from './this-windows';

describe('who may open the pipe', () => {
  const sddl = pipeSecurity('S-1-5-21-1-2-3-1001');

  it('is the person, SYSTEM and administrators, and nobody over the network', () => {
    expect(sddl.startsWith('O:S-1-5-21-1-2-3-1001D:P(D;;FA;;;NU)')).toBe(true);
    const allowed = [...sddl.matchAll(/\(A;;(\w+);;;([^)]+)\)/g)].map(([, , who]) => who);
    expect(allowed).toEqual(['S-1-5-21-1-2-3-1001', 'SY', 'BA']);
  });

  it('holds no right to make instances of it, to change its security or to take it over', () => {
    // FILE_CREATE_PIPE_INSTANCE, DELETE, WRITE_DAC, WRITE_OWNER.
    const refused = 0x4 | 0x1_0000 | 0x4_0000 | 0x8_0000;
    for (const [, rights] of sddl.matchAll(/\(A;;(\w+);/g)) expect(Number(rights) & refused).toBe(0);
  });

  it('is nobody whose SID could be something else too', () => {
    for (const sid of ['', 'WD', 'S-1-5-21-1)(A;;FA;;;WD', 'S-1-5-21-1-2-3-1001\n'])
      expect(() => pipeSecurity(sid)).toThrow();
  });
});
