import type { Transcript } from '../../../shared/model/transcript';
import { notKnown } from '../../facts/fact';
import {
  all,
  defineMachineCheck,
  doesNotApply,
  foundOnPc,
  need,
  shown,
  sound,
  type MachineContext
} from '../define-machine-check';
import { isCalled, otherPc } from '../other-pc';

/** Thumbprints of one certificate, lower-case hex. */
interface Thumbprints {
  readonly sha1: string;
  /** Null where only the other one is known. */
  readonly sha256: string | null;
}

const sha1Digits = 40;
const sha256Digits = 64;

/**
 * The client remembers the certificate that was accepted for good. Another one now is a renewed one, another PC, or
 * somebody in between: only the person can say.
 */
export const check = defineMachineCheck({
  id: 'certificate-pin-differs',
  stage: 'client',
  about: 'client',
  run: (facts, context) => {
    const certificate = certificateSeen(context);
    if (!certificate) return doesNotApply('certificate-of-the-other-pc-not-known');
    const { names } = otherPc(facts, context);
    const pins = need(facts.pinnedCertificates.pins).value.filter(({ host }) => isCalled(names, host));
    if (pins.length === 0) return doesNotApply('nothing-remembered');
    return all(
      pins.map(({ thumbprint }) => () => {
        const pin = need(thumbprint);
        const { value } = pin;
        if (value === null) return doesNotApply('nothing-remembered');
        if (value.length !== sha1Digits && value.length !== sha256Digits)
          need(notKnown('failed', pin.path, `${value.length / 2} bytes`));
        const now = value.length === sha256Digits ? certificate.sha256 : certificate.sha1;
        if (now === null) return doesNotApply('certificate-of-the-other-pc-not-known');
        const evidence = shown({ ...pin, value }, now);
        return value === now ? sound(evidence) : foundOnPc('warning', 0.8, evidence);
      })
    );
  }
});

/** What the probe was shown; without it, what the other PC is set to show, where that PC was looked at. */
function certificateSeen({ transcript, host, twoPcs }: MachineContext): Thumbprints | null {
  const leaf = leafOf(transcript);
  if (leaf) return leaf;
  if (!twoPcs || !host) return null;
  const inUse = need(host.listenerCertificate.inUse).value;
  return inUse && { sha1: inUse.thumbprint, sha256: null };
}

function leafOf(transcript: Transcript | null): Thumbprints | null {
  const tls = transcript?.stages.tls;
  const leaf = tls?.state === 'done' ? tls.facts.chain[0] : undefined;
  return leaf ? { sha1: leaf.sha1.toLowerCase(), sha256: leaf.sha256.toLowerCase() } : null;
}
