import type { Transcript } from '../../../shared/model/transcript';
import { isKnown } from '../../facts/fact';
import { rdp8 } from '../../facts/rdp-client';
import { coreIds } from '../../facts/events/host-events';
import {
  defineMachineCheck,
  doesNotApply,
  foundOnPc,
  need,
  shown,
  sound,
  type MachineContext
} from '../define-machine-check';
import { failedBy, lastFailureOf } from '../last-failure';

/** What the host's event 139 says in "The server security layer detected an error (0x80090304) in the protocol stream". */
const lsaCannotBeContacted = 0x8009_0304;

/**
 * Before version 8.0 the Remote Desktop client lacks TLS 1.2 and more that hosts of today ask for.
 * https://support.microsoft.com/help/2592687
 */
export const check = defineMachineCheck({
  id: 'client-too-old',
  stage: 'client',
  about: 'client',
  run: (facts, context) => {
    const version = need(facts.rdpClient.version);
    if (version.value === null) return doesNotApply('no-client');
    const evidence = shown({ ...version, value: version.value }, `${rdp8} or later`);
    if (need(facts.rdpClient.isBelow8).value !== true) return sound(evidence);
    const stops =
      failedBy(facts, context, securityKinds) ||
      securityFailedIn(context.transcript) ||
      saysTheArticle(context);
    return foundOnPc(
      stops ? 'problem' : 'warning',
      stops ? 0.8 : 0.6,
      evidence,
      ...(stops ? lastFailureOf(facts) : [])
    );
  }
});

const securityKinds = ['tls', 'credssp', 'nla'] as const;

function securityFailedIn(transcript: Transcript | null): boolean {
  if (!transcript) return false;
  const { tls, credssp } = transcript.stages;
  const tlsEnd = tls.state === 'done' ? tls.facts.first.end.kind : 'done';
  const credsspEnd = credssp.state === 'done' ? credssp.facts.end : 'answered';
  return !['done', 'not-connected', 'local'].includes(tlsEnd) || credsspEnd !== 'answered';
}

/** The person has that code or message, or the host's own log has it. */
function saysTheArticle({ codes, host, twoPcs }: MachineContext): boolean {
  if (codes.includes(lsaCannotBeContacted)) return true;
  const core = twoPcs ? host?.hostLog.core : undefined;
  return (
    core !== undefined &&
    isKnown(core) &&
    core.value.some(({ id, code }) => id === coreIds.securityLayer && code?.value === lsaCannotBeContacted)
  );
}
