import { deepStrictEqual, rejects, strictEqual } from 'node:assert';
import koffi from 'koffi';
import { isRestorable, type CredentialCapture } from '../../../../main/machine/native/credential-capture';
import { protect, unprotect } from '../../../../main/machine/native/dpapi';
import { WindowsError } from '../../../../main/machine/native/failure';
import { nativeWriters } from '../../../../main/machine/native/writers';
import { WriteFailed } from '../../../../main/machine/writing';
import type { PlaceOf } from '../../../../shared/model/place';
import { call, getLastError, must, type Handle } from '../../put/calls';
import type { Cases } from './case';

const writer = nativeWriters['saved-credential'];

// The second reader and writer: koffi's own structures, and none of the code that is tested.
const attribute = koffi.struct('ReconnectCaseAttribute', {
  keyword: 'str16',
  flags: 'uint32_t',
  size: 'uint32_t',
  value: 'void *'
});
const credential = koffi.struct('ReconnectCaseCredential', {
  flags: 'uint32_t',
  type: 'uint32_t',
  target: 'str16',
  comment: 'str16',
  lastWritten: 'uint64_t',
  blobSize: 'uint32_t',
  blob: 'void *',
  persistence: 'uint32_t',
  attributeCount: 'uint32_t',
  attributes: koffi.pointer(attribute),
  alias: 'str16',
  user: 'str16'
});
const advapi = 'advapi32.dll';
const write = call<[unknown, number], number>(
  advapi,
  'int CredWriteW(const ReconnectCaseCredential *credential, uint32_t flags)'
);
const readCredential = call<[string, number, number, [Handle]], number>(
  advapi,
  'int CredReadW(str16 target, uint32_t type, uint32_t flags, _Out_ void **credential)'
);
export const remove = call<[string, number, number], number>(
  advapi,
  'int CredDeleteW(str16 target, uint32_t type, uint32_t flags)'
);
const free = call<[Handle], void>(advapi, 'void CredFree(void *credential)');

const host = 'TERMSRV/reconnect-write-case';
const secret = 'N\u00f6 secret in a journal';

/** A credential, its secret with it. */
export interface CredentialOfCase {
  readonly type: number;
  readonly persistence: number;
  readonly user: string | null;
  readonly comment: string | null;
  readonly secret: Buffer;
}

/** Saves a sign-in as another program would. */
export function put({ secret: blob, ...rest }: CredentialOfCase, target = host): void {
  const whole = {
    ...{ flags: 0, target, lastWritten: 0, attributeCount: 0, attributes: null, alias: null },
    ...rest,
    blobSize: blob.length,
    blob: blob.length === 0 ? null : blob
  };
  must(`CredWrite ${target}`, write(whole, 0));
}

/** All that Windows gives of a credential but the time; null where there is none. */
export function seen(type: number, target = host): CredentialOfCase | null {
  const found: [Handle] = [null];
  if (readCredential(target, type, 0, found) === 0) {
    strictEqual(getLastError(), 1168);
    return null;
  }
  const pointer = found[0];
  if (pointer === null) throw new Error('no credential');
  const { comment, user, persistence, blob, blobSize } = koffi.decode(pointer, credential) as {
    comment: string | null;
    user: string | null;
    persistence: number;
    blob: bigint | null;
    blobSize: number;
  };
  const bytes =
    blob === null || blobSize === 0 ? [] : (koffi.decode(blob, 'uint8_t', blobSize) as Iterable<number>);
  const result = { type, persistence, user, comment, secret: Buffer.from([...bytes]) };
  free(pointer);
  return result;
}

const placeOf = (type: string, target = host): PlaceOf<'saved-credential'> => ({
  kind: 'saved-credential',
  target,
  type
});
const generic = placeOf('generic');

/** As the journal keeps it. Nothing in it may be the secret, in any spelling. */
async function captured(place: PlaceOf<'saved-credential'>, blob: Buffer): Promise<CredentialCapture> {
  const text = JSON.stringify(await writer.capture(place));
  const capture = JSON.parse(text) as CredentialCapture;
  const sealed =
    capture.was.restorable === 'yes' ? Buffer.from(capture.was.sealed, 'base64') : Buffer.alloc(0);
  const clear = [blob.toString('utf16le'), blob.toString('hex'), blob.toString('base64')].filter(Boolean);
  for (const one of clear) strictEqual(text.includes(one), false, 'the secret stands in the capture');
  // The whole of it. Wine's encryption is none that holds, but neither does it leave the bytes as they are.
  if (blob.length > 4) strictEqual(sealed.includes(blob), false, 'the secret stands in what is sealed');
  return capture;
}

const isError = (detail: string) => (error: unknown) =>
  error instanceof WriteFailed && error.detail === detail;

export const writeCredentialCases: Cases = {
  'a generic sign-in goes and comes back with its secret, user, persistence and comment': async () => {
    const wishes: readonly CredentialOfCase[] = [
      { type: 1, persistence: 1, user: 'PC9\\anna', comment: null, secret: Buffer.from(secret, 'utf16le') },
      { type: 1, persistence: 2, user: 'PC9\\anna', comment: 'a word', secret: Buffer.from([0, 1, 0, 255]) },
      { type: 1, persistence: 3, user: null, comment: null, secret: Buffer.alloc(0) },
      { type: 1, persistence: 2, user: 'b@c', comment: null, secret: Buffer.alloc(2560, 0x5a) }
    ];
    try {
      for (const wish of wishes) {
        put(wish);
        deepStrictEqual(seen(1), wish);
        const capture = await captured(generic, wish.secret);
        strictEqual(isRestorable(capture), true);
        await writer.write(generic, null);
        strictEqual(seen(1), null);
        // What is away already stays so.
        await writer.write(generic, null);
        await writer.restore(generic, capture);
        deepStrictEqual(seen(1), wish);
        // Over another one, and a second time. Wine keeps the user of what is written over with one without a user.
        if (wish.user !== null) put({ ...wish, user: 'somebody else', secret: Buffer.from('other') });
        await writer.restore(generic, capture);
        await writer.restore(generic, capture);
        deepStrictEqual(seen(1), wish);
        remove(host, 1, 0);
      }
    } finally {
      remove(host, 1, 0);
    }
  },

  'a sign-in that was not there goes again': async () => {
    strictEqual(seen(1), null);
    const capture = await captured(generic, Buffer.alloc(0));
    deepStrictEqual(capture.was, { restorable: 'absent' });
    put({ type: 1, persistence: 1, user: 'a', comment: null, secret: Buffer.alloc(0) });
    await writer.restore(generic, capture);
    strictEqual(seen(1), null);
    await writer.restore(generic, capture);
  },

  'a domain password is taken away, and said before to be none that comes back': async () => {
    const wish = {
      ...{ type: 2, persistence: 2, user: 'DOM\\anna', comment: null },
      secret: Buffer.from(secret, 'utf16le')
    };
    const place = placeOf('domain-password');
    put(wish);
    try {
      const capture = await captured(place, wish.secret);
      strictEqual(isRestorable(capture), false);
      // Nothing was done yet: it is as it was.
      await writer.restore(place, capture);
      await writer.write(place, null);
      strictEqual(seen(2), null);
      await rejects(writer.restore(place, capture), isError('the password cannot be given back'));
      strictEqual(seen(2), null);
    } finally {
      remove(host, 2, 0);
    }
  },

  'a capture opens for its own host, user and persistence alone': async () => {
    const wish = { ...{ type: 1, persistence: 2, user: 'anna', comment: null }, secret: Buffer.from(secret) };
    put(wish);
    try {
      const capture = await captured(generic, wish.secret);
      if (capture.was.restorable !== 'yes') throw new Error('no secret in it');
      await writer.write(generic, null);
      const { was } = capture;
      const sealed = Buffer.from(was.sealed, 'base64');
      sealed.writeUInt8(sealed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1);
      const other = placeOf('generic', `${host}-2`);
      for (const [place, forged] of [
        [other, { ...capture, target: other.target }],
        [generic, { ...capture, was: { ...was, user: 'mallory' } }],
        [generic, { ...capture, was: { ...was, persistence: 3 } }],
        [generic, { ...capture, was: { ...was, sealed: sealed.toString('base64') } }]
      ] as const)
        await rejects(writer.restore(place, forged), isError('error 13'));
      await rejects(writer.restore(other, capture), isError('not what was captured there'));
      strictEqual(seen(1), null);
      strictEqual(seen(1, other.target), null);
    } finally {
      remove(host, 1, 0);
    }
  },

  'sign-ins of other programs are not touched, and none is made': async () => {
    const theirs = 'reconnect-write-case-of-others';
    put({ type: 1, persistence: 1, user: 'a', comment: null, secret: Buffer.from(secret) }, theirs);
    try {
      const refused = isError('no saved sign-in for Remote Desktop');
      for (const target of [theirs, 'TERMSRV/*', 'TERMSRV/']) {
        await rejects(writer.capture(placeOf('generic', target)), refused);
        await rejects(writer.write(placeOf('generic', target), null), refused);
      }
      await rejects(writer.write(placeOf('of no type'), null), refused);
      await rejects(writer.write(generic, { user: 'a', persistence: 'local' }), isError('not-supported'));
      strictEqual(seen(1, theirs)?.user, 'a');
      strictEqual(seen(1), null);
    } finally {
      remove(theirs, 1, 0);
    }
  },

  'what is sealed opens with what it is bound to alone, and is never the same twice': async () => {
    const [plain, bound] = [Buffer.from('a secret of this person'), Buffer.from('bound to this')];
    const sealed = await protect(plain, bound);
    strictEqual(sealed.includes(plain), false);
    deepStrictEqual(await unprotect(sealed, bound), plain);
    deepStrictEqual(plain, Buffer.from('a secret of this person'));
    const is13 = (error: unknown): boolean => error instanceof WindowsError && error.code === 13;
    await rejects(unprotect(sealed, Buffer.from('bound to that')), is13);
    await rejects(unprotect(Buffer.alloc(10), bound), (error) => error instanceof WindowsError);
    strictEqual((await protect(plain, bound)).equals(sealed), false);
  }
};
