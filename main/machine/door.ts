import type { TextKey } from '../../shared/text';
import type { Machine } from './machine';

/** A PC that cannot be looked at, with the text of the catalogue that says why and what to do. */
export class NotReadable extends Error {
  override readonly name = 'NotReadable';
  constructor(
    readonly key: TextKey,
    readonly params: Readonly<Record<string, string | number>> = {}
  ) {
    super(key);
  }
}

/** A PC that is being looked at. */
export interface OpenMachine extends Machine {
  /** Ends what was started for it. */
  readonly close: () => Promise<void>;
}

/** Another PC, and how it is reached: PowerShell remoting. */
export interface RemotePc {
  /** A host name as the person typed it. An address only works over HTTPS or as a trusted host. */
  readonly computer: string;
  /** WinRM over HTTPS, port 5986, with a certificate that this PC trusts. */
  readonly https?: boolean;
  /** Windows asks for an account in its own dialog. Neither this program nor a file ever holds the password. */
  readonly askAccount?: boolean;
}

/** The way in to Windows PCs. */
export interface Door {
  /**
   * @param other another PC; null for this one
   * @throws NotReadable
   */
  readonly open: (other: RemotePc | null) => OpenMachine;
}
