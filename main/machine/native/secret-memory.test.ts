import { expect, it } from 'vitest';
import { wiping } from './secret-memory';

it('wipes a secret once it was used', async () => {
  const secret = Buffer.from('secret');
  expect(await wiping(secret, (one) => one.toString())).toBe('secret');
  expect(secret).toEqual(Buffer.alloc(6));
});

it('keeps a secret as long as somebody still works with it, and wipes it where that fails', async () => {
  const secret = Buffer.from('secret');
  let seen = '';
  const failing = wiping(secret, async (one) => {
    await Promise.resolve();
    seen = one.toString();
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(seen).toBe('secret');
  expect(secret).toEqual(Buffer.alloc(6));
});
