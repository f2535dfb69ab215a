import type { CertificateFacts } from '../../../shared/model/transcript';
import { defineCheck, found, notApplicable, ok, seen } from '../define-check';

const leastBits: Readonly<Record<string, number>> = { RSA: 2048, EC: 224 };

/** A key or a signature that can be forged with known means: RSA below 2048, EC below 224 bits, MD5 or SHA-1. */
export const check = defineCheck({
  id: 'certificate-weak',
  stage: 'tls',
  side: 'host',
  run: ({ chain: [leaf] }, { stages: { credssp } }) => {
    if (!leaf) return notApplicable;
    const least = leastBits[leaf.key.algorithm];
    const shortKey = least !== undefined && leaf.key.bits !== null && leaf.key.bits < least;
    const oldHash = /md[25]|sha1/i.test(leaf.signature);
    const evidence = [
      ...(shortKey
        ? [seen('tls/certificate/key', `${leaf.key.algorithm} ${leaf.key.bits}`, `at least ${least} bits`)]
        : []),
      ...(oldHash ? [seen('tls/certificate/signature', leaf.signature, 'SHA-256 or better')] : [])
    ];
    if (evidence.length === 0) return ok;
    const ntlm = credssp.state === 'done' ? credssp.facts.ntlm : null;
    const isWindows7 = ntlm?.version?.major === 6 && ntlm.version.minor === 1;
    const asShipped = isWindows7 && !shortKey && onlySelfSignedSha1(leaf);
    return found(asShipped ? 'info' : 'warning', 0.9, ...evidence);
  }
});

/** Windows 7 and Server 2008 R2 sign their own certificate with SHA-1 and cannot do otherwise. */
const onlySelfSignedSha1 = ({ selfSigned, signature }: CertificateFacts): boolean =>
  selfSigned && /sha1/i.test(signature);
