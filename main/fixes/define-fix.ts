import { z } from 'zod';
import type { Risk } from '../../shared/model/change';
import type { FindingId } from '../../shared/model/finding-id';
import type { Place, State } from '../../shared/model/place';
import type { Pc } from '../changes/pc';
import { Refused } from '../changes/refused';
import { isKnown, type Fact, type Known } from '../facts/fact';
import type { Setting } from '../settings/parts/define-setting';
import type { ConflictId } from './conflicts';

/** What a setting is to become. */
export interface Target {
  readonly setting: Setting;
  readonly place: Place;
  /** Null: nothing is to stand there. */
  readonly to: State | null;
}

export const set = <Args extends readonly string[]>(
  setting: Setting<Args>,
  to: State | null,
  ...args: Args
): Target => ({ setting: setting as unknown as Setting, place: setting.at(...args), to });

export type Params = Readonly<Record<string, string>>;

interface Common<P> {
  /** The name of its file. */
  readonly id: string;
  /** The end of a connection that the PC plays on which it is made. */
  readonly side: 'client' | 'host' | 'both';
  /** Whose settings: `user` runs in the person's own process, `machine` needs an administrator. */
  readonly scope: 'user' | 'machine';
  readonly risk: Risk;
  /** What has to be said with it, by name. */
  readonly params: z.ZodType<P>;
  /** Findings that are looked for again afterwards. */
  readonly verify: readonly FindingId[];
  /** What else it spoils or depends on; shown before the click. */
  readonly conflictsWith?: (pc: Pc, params: P) => readonly ConflictId[];
  /** Whether it may cut the connection of somebody who sits at this PC from afar. */
  readonly cutsConnections?: true;
}

/** A fix that sets something, and whose undo gives back what was there. */
export interface SettingsFix<P = Params> extends Common<P> {
  readonly kind: 'settings';
  /**
   * Pure. What the PC does not have or nobody could read ends it.
   *
   * @throws Refused
   */
  readonly changes: (pc: Pc, params: P) => readonly Target[];
  /** At most 1800. A downgrade ends by itself. */
  readonly expiresInSeconds?: number;
}

/** A fix that does something which no recording holds. It is never done together with others. */
export interface ActionFix<P = Params> extends Common<P> {
  readonly kind: 'action';
  /** `none`: what is done cannot be taken back; the catalogue says why. `own`: it is taken back in a way of its own. */
  readonly undo: 'none' | 'own';
}

export type Fix = SettingsFix | ActionFix;

/** A fix that consists of settings. */
export const defineFix = <P extends Params>(fix: Omit<SettingsFix<P>, 'kind'>): SettingsFix =>
  ({ ...fix, kind: 'settings' }) as unknown as SettingsFix;

export const defineAction = <P extends Params>(fix: Omit<ActionFix<P>, 'kind'>): ActionFix =>
  ({ ...fix, kind: 'action' }) as unknown as ActionFix;

export const noParams: z.ZodType<Record<string, never>> = z.strictObject({});

/** A fact that a fix cannot do without. */
export function need<T>(fact: Fact<T>): Known<T> {
  if (isKnown(fact)) return fact;
  throw new Refused('unreadable', fact.path, fact.unavailable);
}

/** A downgrade lasts half an hour. */
export const downgradeSeconds = 1800;
