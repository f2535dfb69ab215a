import type { StageId, Outcome } from '../../shared/model/stage';
import type { NetworkFindingId } from '../../shared/model/finding-id';
import type { RuntimeName } from './runtimes';

/** Where a row's target stands, once it is set up. */
export interface Place {
  /** As given to `reconnect check`. */
  readonly target: string;
  /** Namespace the command line runs in. */
  readonly inside?: string;
  /** Called before each run, for faults that count packets. */
  readonly arm?: () => Promise<void>;
  /** Called when all runs are done, the place still standing: what an independent witness says. Throws when it disagrees. */
  readonly witness?: () => Promise<void> | void;
  readonly close: () => Promise<void>;
}

export interface Expected {
  readonly problems?: readonly NetworkFindingId[];
  readonly warnings?: readonly NetworkFindingId[];
  /** All of them; left out where the infos are beside the point. */
  readonly infos?: readonly NetworkFindingId[];
  /** Null without a problem; by itself the only problem. */
  readonly likelyCause?: NetworkFindingId | null;
  /** The stages that matter to this row. */
  readonly stages?: Partial<Readonly<Record<StageId, Outcome>>>;
  /** What the evidence of the first problem (else warning) must mention, letter case aside. */
  readonly evidence?: string | readonly string[];
}

/** One line of the table: what is set up, and what the probe has to say about it. */
export interface Row {
  readonly name: string;
  readonly on: () => Promise<Place>;
  /** Seconds for each stage; 3 unless said. */
  readonly timeout?: number;
  readonly flags?: readonly string[];
  readonly expect: Expected;
  /** A runtime that cannot see the same, and why. */
  readonly differs?: { readonly in: RuntimeName; readonly because: string; readonly expect: Expected };
}

/** What is info about every sound host here: an address is in no certificate, and no Debian server speaks RDP over UDP. */
export const byAddress = ['certificate-name-mismatch', 'certificate-self-signed', 'udp-unavailable'] as const;
