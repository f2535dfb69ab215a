import { expect, it } from 'vitest';
import { WriteFailed } from '../writing';
import { boundTo, credentialCaptureOf, isRestorable, type CredentialCapture } from './credential-capture';

const place = { kind: 'saved-credential', target: 'TERMSRV/pc9', type: 'generic' } as const;
const open = { user: 'PC9\\anna', persistence: 2, flags: 0, comment: null, alias: null };
const kept: CredentialCapture = { ...place, was: { restorable: 'yes', ...open, sealed: 'AAAA' } };
const ofWindows: CredentialCapture = {
  ...place,
  type: 'domain-password',
  was: { restorable: 'no', user: 'PC9\\anna', persistence: 2, lastWritten: null }
};

it('tells what cannot be given back', () => {
  const none: CredentialCapture = { ...place, was: { restorable: 'absent' } };
  expect([kept, ofWindows, none].map(isRestorable)).toEqual([true, false, true]);
});

it('takes a capture of its own place', () => {
  expect(credentialCaptureOf({ ...place, target: 'termsrv/PC9' }, kept)).toEqual(kept);
});

it.each<readonly [string, unknown]>([
  ['another host', { ...kept, target: 'TERMSRV/pc8' }],
  ['another type', ofWindows],
  ['a secret in clear', { ...kept, was: { ...kept.was, password: 'a' } }],
  ['what is not base64', { ...kept, was: { ...kept.was, sealed: '*' } }],
  ['nothing', null]
])('refuses %s', (_what, capture) => {
  expect(() => credentialCaptureOf(place, capture)).toThrow(WriteFailed);
});

it('binds a secret to the host, the user and all else that is written with it', () => {
  const bounds = [
    boundTo(kept, open),
    boundTo({ ...kept, target: 'TERMSRV/pc8' }, open),
    ...(['user', 'comment', 'alias'] as const).map((name) => boundTo(kept, { ...open, [name]: 'b' })),
    ...(['persistence', 'flags'] as const).map((name) => boundTo(kept, { ...open, [name]: 9 }))
  ].map(String);
  expect(new Set(bounds).size).toBe(bounds.length);
});
