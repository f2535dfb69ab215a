import type { RunInput } from '../../shared/ipc/contract';
import type { AllHandlers, Emit } from './register';

/** What the handlers of a window are made with. */
export interface Session {
  readonly emit: Emit;
  /** Scenario of `--demo`, empty for the default one; null when it is no demo. */
  readonly demo: string | null;
  /** Folder for what is remembered on this PC. */
  readonly userData: string;
}

/** What the handlers of all groups give together. */
export interface WindowServices {
  readonly handlers: AllHandlers;
  /** Starts a run that was asked for outside the window: by the command that opened it, or a second start of the app. */
  readonly open: (input: RunInput) => void;
  /** Says goodbye to the elevated side, where there is one. */
  readonly close: () => Promise<void>;
}
