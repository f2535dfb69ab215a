import { randomUUID } from 'node:crypto';
import type { ChangedPc } from '../../shared/model/changed-pc';
import type { Finding } from '../../shared/model/diagnosis';
import type { FixKind, FixRun } from '../../shared/model/fix-state';
import { fixCommand } from '../../shared/present/fix-command';
import { fixes } from '../fixes';
import type { Fix, Params } from '../fixes/define-fix';
import { CallError } from './call-error';
import type { Checked } from './checked-pc';
import { called } from './fix-called';

/** What the window is told of a fix. */
export const kindOf = (fix: Fix): FixKind => ({
  id: fix.id,
  risk: fix.risk,
  scope: fix.scope,
  undo: fix.kind === 'settings' ? 'settings' : fix.undo,
  expiresInSeconds: fix.kind === 'settings' ? (fix.expiresInSeconds ?? null) : null
});

/** Which fix of which finding, as the window names it. */
export interface Wanted {
  readonly of: FixRun['of'];
  readonly runId: string;
  readonly finding: Finding['id'];
  readonly side: Finding['side'];
  /** Its number among the finding's fixes. */
  readonly offer: number;
}

/** A fix with what it is made for. */
export interface Opened {
  readonly fix: Fix;
  readonly params: Params;
  readonly checked: Checked;
  readonly run: FixRun;
}

/**
 * The fix that a finding offers.
 *
 * @throws CallError where the check does not offer it (any more)
 */
export function openFix(checked: Checked, { of, runId, finding: id, side, offer }: Wanted): Opened {
  const finding = checked.findings.find((one) => one.id === id && one.side === side);
  const offered = finding?.fixes[offer];
  const fix = offered && fixes.get(offered.id);
  const params = fix?.params.safeParse(offered?.params);
  if (!finding || !fix || params?.success !== true)
    throw new CallError('no-offer', 'fix.screen.error.no-offer');
  return {
    fix,
    params: params.data,
    checked,
    run: {
      fixRunId: randomUUID(),
      of,
      runId,
      finding,
      names: checked.names(finding),
      place: checked.place(finding),
      kind: kindOf(fix),
      params: { ...params.data },
      called: called(checked.image(side), params.data),
      status: 'planning',
      step: null,
      undoing: false,
      plan: null,
      note: null,
      problem: null,
      otherAccount: null,
      changeId: null,
      expiresAt: null,
      rechecked: null,
      command: fixCommand(fix.id, params.data)
    }
  };
}

/** @throws CallError for a PC that nothing can be changed on from here */
export function pcOfPlace({ place: { kind, name } }: Pick<FixRun, 'place'>): ChangedPc {
  if (kind === 'this-pc') return { kind };
  if (kind === 'demo' && name !== null) return { kind, machine: name };
  throw new CallError('no-fix', 'fix.screen.error.no-fix');
}
