import { X509Certificate } from 'node:crypto';
import { makeCertificate, type KeyKind, type SignatureHash } from '../../main/demo/certificate';
import type { RealCertificate } from './can-be-there';

/** A certificate as bytes. */
export interface Made {
  /** Base64. */
  readonly der: string;
  readonly thumbprint: string;
}

/** A real certificate that says what the image says of one. Only its thumbprint, a hash over the whole of it, is another. */
export async function certificateOf(entry: RealCertificate): Promise<Made> {
  const { subject, issuer, names, notBefore, notAfter, key, signature } = entry;
  const { chainPem } = await makeCertificate({
    commonName: commonName(subject),
    names: names ?? [],
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
    key: key.algorithm === 'RSA' ? (`rsa-${key.bits}` as KeyKind) : 'ec-p256',
    signature: signature.replace(/(RSA|ECDSA)$/, '') as SignatureHash,
    issuer: issuer === subject ? null : commonName(issuer),
    usage: 'encipher-only'
  });
  const made = new X509Certificate(chainPem);
  return { der: made.raw.toString('base64'), thumbprint: made.fingerprint.replaceAll(':', '').toLowerCase() };
}

const commonName = (name: string): string => name.replace(/^CN=/, '');
