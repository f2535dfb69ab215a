import type { PlaceOf } from '../../../shared/model/place';
import { WindowsError } from './failure';
import { addressOf, call, type Out } from './library';
import { orWriteFailed } from './place-writer';
import { textUntilNul } from './structures';
import { remoteDesktopTypeOf, writeCredential } from './write-credentials';

/**
 * The prompt that each Windows since XP has for a name and a password. Not its successor of Vista, which may give back a PIN or
 * a face that no sign-in can be saved from, and which Wine does not have.
 * https://learn.microsoft.com/windows/win32/api/wincred/nf-wincred-creduipromptforcredentialsw
 */
const promptForCredentials = call<
  [
    info: Buffer,
    target: string,
    context: null,
    error: number,
    user: Buffer,
    userSize: number,
    password: Buffer,
    passwordSize: number,
    save: Out<number>,
    flags: number
  ],
  number
>(
  'credui.dll',
  'uint32_t CredUIPromptForCredentialsW(const void *info, str16 target, void *context, uint32_t error, _Inout_ uint16_t *user, uint32_t userSize, _Inout_ uint16_t *password, uint32_t passwordSize, _Inout_ int *save, uint32_t flags)'
);

/** Characters with the NUL behind them: CREDUI_MAX_USERNAME_LENGTH, CREDUI_MAX_PASSWORD_LENGTH. */
const userSize = 513 + 1;
const passwordSize = 256 + 1;
/** CREDUI_MAX_CAPTION_LENGTH. */
const longestCaption = 128;
/** ERROR_CANCELLED */
const cancelled = 1223;
/** DO_NOT_PERSIST, EXCLUDE_CERTIFICATES, ALWAYS_SHOW_UI, GENERIC_CREDENTIALS: a name and a password, and nothing is done with them. */
const flags = 0x2 | 0x8 | 0x80 | 0x4_0000;

/** What is said above the two fields. */
export interface PromptWords {
  readonly caption: string;
  readonly message: string;
}

/** A sign-in as it was typed. */
export interface TypedPassword {
  readonly user: string;
  /** UTF-16 without a NUL. The caller wipes it. */
  readonly password: Buffer;
}

/**
 * Has Windows ask for a name and a password. Waits for the person, off the main thread.
 *
 * @param host who they are for, as the prompt shows it
 * @param user what is in the field already
 * @returns null where the person cancelled it
 * @throws WriteFailed
 */
export const askForPassword = (
  host: string,
  user: string | null,
  words: PromptWords
): Promise<TypedPassword | null> =>
  orWriteFailed(async () => {
    const [caption, message] = [words.caption.slice(0, longestCaption), words.message].map((text) =>
      Buffer.from(`${text}\0`, 'utf16le')
    ) as [Buffer, Buffer];
    // CREDUI_INFOW: its size, no window above it, the two texts, no picture.
    const info = Buffer.alloc(40);
    info.writeUInt32LE(info.length);
    info.writeBigUInt64LE(addressOf(message), 16);
    info.writeBigUInt64LE(addressOf(caption), 24);
    const held = [caption, message];
    const typedUser = Buffer.alloc(2 * userSize);
    typedUser.write((user ?? '').slice(0, userSize - 1), 'utf16le');
    const typed = Buffer.alloc(2 * passwordSize);
    try {
      const { result } = await promptForCredentials.later(
        info,
        host,
        null,
        0,
        typedUser,
        userSize,
        typed,
        passwordSize,
        [0],
        flags
      );
      held.length = 0;
      if (result === cancelled) return null;
      if (result !== 0) throw new WindowsError(result);
      return { user: textUntilNul(typedUser), password: Buffer.from(typed.subarray(0, lengthOf(typed))) };
    } finally {
      typed.fill(0);
    }
  });

/** Bytes before the NUL. */
function lengthOf(text: Buffer): number {
  let length = 0;
  while (length < text.length && text.readUInt16LE(length) !== 0) length += 2;
  return length;
}

/** CRED_PERSIST_LOCAL_MACHINE, as the Remote Desktop client saves it. */
const localMachine = 2;

/**
 * Saves a sign-in for Remote Desktop, over one that may be there. Windows hands out its password to nobody any more.
 *
 * @throws WriteFailed
 */
export const savePassword = (
  place: PlaceOf<'saved-credential'>,
  { user, password }: TypedPassword
): Promise<void> =>
  orWriteFailed(async () =>
    writeCredential({
      flags: 0,
      type: remoteDesktopTypeOf(place),
      target: place.target,
      comment: null,
      persistence: localMachine,
      alias: null,
      user,
      blob: password,
      attributes: []
    })
  );
