import { describe, expect, it } from 'vitest';
import screen from '../text/en/fix-screen.json';
import fix from '../text/en/fix.json';
import { fixAction, fixRisk } from './fix-text';

const params = {
  service: 'TermService',
  session: '2',
  host: 'srv1',
  adapter: '{11111111-2222-3333-4444-555555555555}',
  network: '{aaaaaaaa-2222-3333-4444-555555555555}',
  version: '1.0',
  role: 'client'
};

describe.each(Object.keys(fix.of))('%s', (id) => {
  it('has a button that says what happens', () => {
    expect(Object.keys(screen.do)).toContain(id);
    const action = fixAction({ kind: { id, expiresInSeconds: 1800 }, params });
    expect(action).toMatch(/^[A-Z][^{}!]+[^.]$/);
  });
  it('has a risk in a sentence', () => {
    for (const risk of ['safe', 'caution', 'downgrade', 'destructive'] as const)
      expect(fixRisk({ id, risk })).toMatch(/^[A-Z].*\.$/);
  });
});

it('a downgrade says how long it lasts', () => {
  expect(fixAction({ kind: { id: 'nla-off', expiresInSeconds: 1800 }, params: {} })).toBe(
    'Turn NLA off for 30 minutes'
  );
});

it('what Windows only has a number for is named, by its name where that is known', () => {
  const kind = { id: 'adapter-stay-on', expiresInSeconds: null };
  expect(fixAction({ kind, params })).toBe('Keep the network adapter on');
  expect(fixAction({ kind, params, called: { adapter: 'WLAN' } })).toBe('Keep WLAN on');
});

it('a hostile parameter stays short and on its line', () => {
  const action = fixAction({
    kind: { id: 'credential-remove', expiresInSeconds: null },
    params: { host: `\u202e\n${'x'.repeat(100_000)}` }
  });
  expect(action.length).toBeLessThan(150);
  expect(action).not.toMatch(/[\n\u202e]/);
});
