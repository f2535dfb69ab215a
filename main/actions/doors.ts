import type { PlaceOf } from '../../shared/model/place';
import type { RunProgram } from '../machine/programs/run';
import type { Capture } from '../machine/writing';

/** Services, by the service control manager. All throw WriteFailed. */
export interface ServiceDoor {
  /** The services that run and cannot without this one; those that others of them need come behind these. */
  readonly dependents: (name: string) => Promise<readonly string[]>;
  /** Starts or stops it and waits until it is so. */
  readonly bring: (name: string, state: 'running' | 'stopped') => Promise<void>;
  /** `running`, `stopped` and so on. */
  readonly state: (name: string) => Promise<string>;
}

/** The stores of certificates of this PC. All throw WriteFailed. */
export interface CertificateDoor {
  /** A certificate with all that Windows keeps beside it, the name of its key included. Hex; null where it is not there. */
  readonly keep: (store: string, thumbprint: string) => Promise<string | null>;
  readonly remove: (store: string, thumbprint: string) => Promise<void>;
  readonly give: (store: string, kept: string) => Promise<void>;
}

/** Keys of the registry as a whole, in the 64-bit view. All throw WriteFailed. */
export interface KeyDoor {
  readonly isThere: (path: string) => Promise<boolean>;
  /** Gives the key another name beside where it is, with all that is in it. */
  readonly rename: (path: string, name: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
}

/** Folders and files. All throw WriteFailed, with the system's word such as `EACCES`. Paths may have `%NAME%` in them. */
export interface FileDoor {
  readonly isThere: (path: string) => Promise<boolean>;
  /** Never over something that is there. */
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly removeFolder: (path: string) => Promise<void>;
  /** Null where there is no such file. */
  readonly read: (path: string, largest: number) => Promise<Buffer | null>;
  /** Whole or not at all, and never over something that is there. */
  readonly create: (path: string, bytes: Buffer) => Promise<void>;
  readonly removeFile: (path: string) => Promise<void>;
}

/** What a person typed into Windows' own prompt. The secret is wiped by who asked. */
export interface TypedSignIn {
  readonly user: string;
  /** UTF-16, without a NUL at its end. */
  readonly password: Buffer;
}

type SavedPlace = PlaceOf<'saved-credential'>;

/** Saved sign-ins of the person whose token this process has. All throw WriteFailed. */
export interface SignInDoor {
  /** Windows' own prompt; null where the person cancelled it. */
  readonly ask: (target: string, user: string | null) => Promise<TypedSignIn | null>;
  readonly save: (place: SavedPlace, signIn: TypedSignIn) => Promise<void>;
  readonly capture: (place: SavedPlace) => Promise<Capture>;
  readonly remove: (place: SavedPlace) => Promise<void>;
  readonly restore: (place: SavedPlace, capture: Capture) => Promise<void>;
}

export interface NetworkDoor {
  /** Sends a magic packet on every network. @returns to how many addresses it went; 0 where none took it */
  readonly wake: (mac: string) => Promise<number>;
  /** Whether a TCP port of a host answers within the time. Milliseconds. */
  readonly answers: (host: string, port: number, timeoutMs: number, signal: AbortSignal) => Promise<boolean>;
}

/** All that actions reach of a PC and its network. */
export interface ActionDoors {
  readonly services: ServiceDoor;
  readonly programs: RunProgram;
  readonly certificates: CertificateDoor;
  readonly keys: KeyDoor;
  readonly files: FileDoor;
  readonly signIns: SignInDoor;
  readonly network: NetworkDoor;
  /** The number of the session in which this process runs. */
  readonly ownSession: () => Promise<number>;
  /** Comes back early where the signal is aborted. Milliseconds. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Letters and digits that were never given before. */
  readonly newName: () => string;
}
