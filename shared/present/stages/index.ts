import type { StageResult } from '../../model/diagnosis';
import type { StageId } from '../../model/stage';
import { hasText, text } from '../../text';
import { connectView } from './connect';
import { credsspView } from './credssp';
import { negotiateView } from './negotiate';
import { clean, string, type JsonRecord, type StageView } from '../read';
import { resolveView } from './resolve';
import { stabilityView } from './stability';
import { tlsView } from './tls';
import { udpView } from './udp';

export type { Row, StageView } from '../read';

const views: Readonly<Record<StageId, (evidence: JsonRecord) => StageView>> = {
  resolve: resolveView,
  connect: connectView,
  negotiate: negotiateView,
  tls: tlsView,
  credssp: credsspView,
  udp: udpView,
  stability: stabilityView
};

const reasons = ['not-reached', 'not-asked', 'not-offered', 'cancelled'] as const;

/** Why a stage, or a part of it, did not run, in words; null when all of it ran. */
export function whyNotRun(result: StageResult): string | null {
  const because = string(result.evidence['because']);
  if (because === null) return null;
  const reason = reasons.find((known) => known === because);
  if (reason) return text(`app.run.because.${reason}`);
  return hasText(because) ? text(because) : because;
}

/** The word for how a stage stands: one that did not get its turn was not run, whatever that makes of its checks. */
export function stateWord(result: StageResult): StageResult['outcome'] | 'not-run' {
  const because = result.evidence['because'];
  return because === 'not-reached' || because === 'not-asked' || because === 'cancelled'
    ? 'not-run'
    : result.outcome;
}

/** A finished stage in words. A stage that saw something and could not judge all of it shows both. */
export function viewOf(result: StageResult): StageView {
  const { line, rows } = plainViewOf(result);
  // What a host says of itself may turn a line around or write over a console.
  return {
    line: clean(line),
    rows: rows.map((row) => ({ ...row, label: clean(row.label), found: clean(row.found) }))
  };
}

function plainViewOf(result: StageResult): StageView {
  const why = whyNotRun(result);
  const sawSomething = Object.keys(result.evidence).some((key) => key !== 'because');
  if (why !== null && !sawSomething) return { line: why, rows: [] };
  const view = views[result.id](result.evidence);
  return why === null ? view : { line: text('app.run.steps.incomplete', { why }), rows: view.rows };
}
