import { expect, test } from 'vitest';
import { expiryTasksBy } from './expiry-tasks';
import type { ExpiryTask } from './desk';

const place = { kind: 'registry-value', key: 'HKLM\\A', value: 'V', type: 'REG_SZ' } as const;
const taskOf = (data: string | null, text: string | null): ExpiryTask => ({
  changeId: 'nla-off-1',
  expiresAt: '2026-01-01T00:30:00Z',
  seconds: 1800,
  endsAtRestart: true,
  returns: [
    {
      place,
      to: text === null ? null : ['REG_SZ', text],
      capture: { kind: 'registry-value', value: data === null ? null : { type: 1, data }, absentKeys: [] }
    }
  ]
});

test('registers what its type holds, or nothing, under the name of the change', async () => {
  const made: string[] = [];
  const tasks = expiryTasksBy({
    create: (name, xml) => Promise.resolve(void made.push(name, xml)),
    remove: (name) => Promise.resolve(void made.push(name))
  });
  await tasks.register(taskOf('61000000', 'a'));
  await tasks.register(taskOf(null, null));
  await tasks.remove('nla-off-1');
  expect(made.filter((one) => !one.includes('<'))).toEqual(Array(3).fill('\\Reconnect\\nla-off-1'));
  expect(made[1]).toContain('/t REG_SZ /d &quot;a&quot;');
});

test('registers nothing for bytes that reg.exe would write otherwise', async () => {
  const tasks = expiryTasksBy({
    create: () => Promise.reject(new Error('registered')),
    remove: () => Promise.resolve()
  });
  // Without the final NUL, and with two.
  for (const data of ['6100', '610000000000'])
    await expect(tasks.register(taskOf(data, 'a'))).rejects.toMatchObject({
      name: 'WriteFailed',
      detail: 'HKLM\\A\\V holds bytes that reg.exe could not give back exactly'
    });
});
