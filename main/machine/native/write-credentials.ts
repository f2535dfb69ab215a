import type { PlaceOf } from '../../../shared/model/place';
import { WriteFailed } from '../writing';
import {
  boundTo,
  credentialCaptureOf,
  type CredentialCapture,
  type RestorableCredential
} from './credential-capture';
import {
  attributeSize,
  credentialBytes,
  credentialSize,
  packSecret,
  unpackSecret,
  wipeSecret,
  type CredentialAttribute,
  type WholeCredential
} from './credential-structure';
import { protect, unprotect } from './dpapi';
import { WindowsError, windowsError } from './failure';
import { addressOf, bytesAt, call, type Out, type Pointer, textAt, wipe } from './library';
import { notSupported, orWriteFailed, type PlaceWriter } from './place-writer';
import { secretAt, wiping } from './secret-memory';
import { fileTimeText } from './structures';

/** https://learn.microsoft.com/windows/win32/api/wincred/ ; the system's security process answers: off the main thread. */
const advapi = 'advapi32.dll';
const credRead = call<[target: string, type: number, flags: number, credential: Out<Pointer | null>], number>(
  advapi,
  'int CredReadW(str16 target, uint32_t type, uint32_t flags, _Out_ void **credential)'
);
const credWrite = call<[credential: Buffer, flags: number], number>(
  advapi,
  'int CredWriteW(const void *credential, uint32_t flags)'
);
const credDelete = call<[target: string, type: number, flags: number], number>(
  advapi,
  'int CredDeleteW(str16 target, uint32_t type, uint32_t flags)'
);
const credFree = call<[credential: Pointer], void>(advapi, 'void CredFree(void *credential)');

/** As the reader names them. https://learn.microsoft.com/windows/win32/api/wincred/ns-wincred-credentialw */
const types: Readonly<Record<string, number>> = {
  generic: 1,
  'domain-password': 2,
  'domain-certificate': 3,
  'domain-visible-password': 4,
  'generic-certificate': 5,
  'domain-extended': 6
};
/** The one type whose secret Windows hands out to programs of the person. */
const generic = 1;

/**
 * Saved sign-ins for Remote Desktop of the person whose token this process has. They are taken away and given back; a new
 * one is made by Windows' own prompt alone.
 */
export const credentialWriter: PlaceWriter<'saved-credential'> = {
  capture: (place) => orWriteFailed(() => captured(place, remoteDesktopTypeOf(place))),
  write: (place, state) =>
    orWriteFailed(() => (state === null ? remove(place.target, remoteDesktopTypeOf(place)) : notSupported())),
  restore: (place, capture) => orWriteFailed(() => restored(place, credentialCaptureOf(place, capture)))
};

/** @throws WriteFailed for what is none of Remote Desktop's own: nothing else is ever read or taken away here */
export function remoteDesktopTypeOf({ target, type }: PlaceOf<'saved-credential'>): number {
  const number = types[type.toLowerCase()];
  // A wildcard is none to these calls; it is refused all the same, as a name that nobody meant.
  if (!/^TERMSRV\/[^*?\0]+$/i.test(target) || number === undefined)
    throw new WriteFailed('no saved sign-in for Remote Desktop');
  return number;
}

/** Uses a credential in Windows' memory, wipes its secret and gives it back; null where there is none. */
async function reading<T>(
  target: string,
  type: number,
  use: (bytes: Buffer) => T | Promise<T>
): Promise<T | null> {
  const found: Out<Pointer | null> = [null];
  const { result, error } = await credRead.later(target, type, 0, found);
  if (result === 0) {
    if (error === windowsError.notFound) return null;
    throw new WindowsError(error);
  }
  const pointer = found[0];
  if (pointer === null) return null;
  const bytes = bytesAt(pointer, credentialSize);
  try {
    return await use(bytes);
  } finally {
    wipe(bytes.readBigUInt64LE(40), bytes.readUInt32LE(32));
    credFree(pointer);
  }
}

const textOf = (bytes: Buffer, at: number): string | null => textAt(bytes.readBigUInt64LE(at));

async function captured(
  { target, type }: PlaceOf<'saved-credential'>,
  number: number
): Promise<CredentialCapture> {
  const place = { target, type };
  const was = await reading(target, number, async (bytes): Promise<CredentialCapture['was']> => {
    const seen = { user: textOf(bytes, 72), persistence: bytes.readUInt32LE(48) };
    if (number !== generic)
      return { restorable: 'no', ...seen, lastWritten: fileTimeText(bytes.readBigUInt64LE(24)) };
    const open = {
      ...seen,
      flags: bytes.readUInt32LE(0),
      comment: textOf(bytes, 16),
      alias: textOf(bytes, 64)
    };
    const secret = {
      blob: secretAt(bytes.readBigUInt64LE(40), bytes.readUInt32LE(32)),
      attributes: attributesOf(bytes)
    };
    try {
      const sealed = await wiping(packSecret(secret), (packed) => protect(packed, boundTo(place, open)));
      return { restorable: 'yes', ...open, sealed: sealed.toString('base64') };
    } finally {
      wipeSecret(secret);
    }
  });
  return { kind: 'saved-credential', ...place, was: was ?? { restorable: 'absent' } };
}

function attributesOf(bytes: Buffer): CredentialAttribute[] {
  const count = bytes.readUInt32LE(52);
  if (count === 0) return [];
  const all = bytesAt(bytes.readBigUInt64LE(56), attributeSize * count);
  return Array.from({ length: count }, (_, number) => {
    const one = all.subarray(attributeSize * number);
    return {
      keyword: textOf(one, 0) ?? '',
      flags: one.readUInt32LE(8),
      value: secretAt(one.readBigUInt64LE(16), one.readUInt32LE(12))
    };
  });
}

async function remove(target: string, type: number): Promise<void> {
  const { result, error } = await credDelete.later(target, type, 0);
  if (result === 0 && error !== windowsError.notFound) throw new WindowsError(error);
}

async function restored(place: PlaceOf<'saved-credential'>, capture: CredentialCapture): Promise<void> {
  const number = remoteDesktopTypeOf(place);
  const { was } = capture;
  switch (was.restorable) {
    case 'absent':
      return remove(capture.target, number);
    case 'yes':
      return number === generic ? put(capture, was) : notSupported();
    case 'no': {
      const isStillThere = await reading(
        capture.target,
        number,
        (bytes) =>
          textOf(bytes, 72) === was.user &&
          bytes.readUInt32LE(48) === was.persistence &&
          fileTimeText(bytes.readBigUInt64LE(24)) === was.lastWritten
      );
      // One that nobody touched is as it was. Its password is known to Windows alone.
      if (isStillThere !== true) throw new WriteFailed('the password cannot be given back');
    }
  }
}

/**
 * Saves a sign-in. The caller wipes its secret.
 *
 * @throws WindowsError, 2202 for a user that is none, 1312 where a policy keeps such sign-ins from being saved
 */
export async function writeCredential(whole: WholeCredential): Promise<void> {
  const { bytes, held } = credentialBytes(whole, addressOf);
  const { result, error } = await credWrite.later(bytes, 0);
  // Until here Windows read behind the pointers in it.
  for (const buffer of held) buffer.fill(0);
  if (result === 0) throw new WindowsError(error);
}

async function put(capture: CredentialCapture, was: RestorableCredential): Promise<void> {
  const { sealed, user, persistence, flags, comment, alias } = was;
  const packed = await unprotect(Buffer.from(sealed, 'base64'), boundTo(capture, was));
  const secret = await wiping(packed, unpackSecret);
  const whole: WholeCredential = {
    ...secret,
    ...{ flags, type: generic, target: capture.target, comment, persistence, alias, user }
  };
  try {
    await writeCredential(whole);
  } finally {
    wipeSecret(secret);
  }
}
