import { describe, expect, it } from 'vitest';
import { asUnavailable, failedWith, orUnavailable, WindowsError } from './failure';
import { call, isAvailable, MissingCall } from './library';

describe('a call that failed', () => {
  it.each([
    [5, 'access-denied', 'error 5'],
    [1314, 'access-denied', 'error 1314'],
    [0x8007_0005, 'access-denied', 'error 0x80070005'],
    [50, 'not-supported', 'error 50'],
    [120, 'not-supported', 'error 120'],
    [1260, 'blocked', 'error 1260'],
    [1460, 'timeout', 'error 1460'],
    [6, 'failed', 'error 6'],
    [0x8009_2004, 'failed', 'error 0x80092004']
  ])('with %i is %s', (code, reason, detail) => {
    expect(failedWith(code)).toEqual({ unavailable: reason, detail });
    expect(asUnavailable(new WindowsError(code))).toEqual({ unavailable: reason, detail });
  });

  it('for another reason says which', async () => {
    const failed = await orUnavailable(() => Promise.reject(new RangeError('outside')));
    expect(failed).toEqual({ unavailable: 'failed', detail: 'outside' });
  });
});

describe.skipIf(isAvailable())('away from Windows', () => {
  const anything = call<[], number>('kernel32.dll', 'uint32_t GetTickCount()');

  it('no call is there, and that is what is said', () => {
    expect(() => anything()).toThrow(MissingCall);
    expect(asUnavailable(new MissingCall('none'))).toEqual({ unavailable: 'not-supported', detail: 'none' });
  });

  it('neither is one for later', async () => {
    await expect(anything.later()).rejects.toThrow(MissingCall);
  });
});
