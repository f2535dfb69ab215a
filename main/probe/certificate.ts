import { createHash } from 'node:crypto';
import { RSAPublicKey, RsaSaPssParams } from '@peculiar/asn1-rsa';
import { AsnConvert, type OctetString } from '@peculiar/asn1-schema';
import {
  type AlgorithmIdentifier,
  Certificate,
  ExtendedKeyUsage,
  id_ce_extKeyUsage,
  id_ce_subjectAltName,
  type Name,
  SubjectAlternativeName,
  type SubjectPublicKeyInfo
} from '@peculiar/asn1-x509';
import type { CertificateFacts } from '../../shared/model/transcript';
import { MalformedReply } from './der';

/**
 * Reads the facts of an X.509 certificate. Node's own X509Certificate has no signature algorithm on the runtimes this
 * must run on, and Electron's BoringSSL refuses some certificates that have to be named here.
 *
 * @param der the certificate as it came over the wire
 * @throws MalformedReply when it cannot be read
 */
export function readCertificate(der: Buffer): CertificateFacts {
  try {
    return factsOf(AsnConvert.parse(der, Certificate), der);
  } catch (error) {
    throw new MalformedReply(
      `unreadable certificate: ${error instanceof Error ? error.message : String(error)}`
    );
  }
}

function factsOf(certificate: Certificate, der: Buffer): CertificateFacts {
  const { tbsCertificate, signatureAlgorithm } = certificate;
  const subject = nameText(tbsCertificate.subject);
  const issuer = nameText(tbsCertificate.issuer);
  return {
    subject,
    commonName: commonName(tbsCertificate.subject),
    issuer,
    names: subjectNames(tbsCertificate),
    notBefore: tbsCertificate.validity.notBefore.getTime().toISOString(),
    notAfter: tbsCertificate.validity.notAfter.getTime().toISOString(),
    key: readKey(tbsCertificate.subjectPublicKeyInfo),
    signature: signatureName(signatureAlgorithm),
    selfSigned: Buffer.from(AsnConvert.serialize(tbsCertificate.subject)).equals(
      Buffer.from(AsnConvert.serialize(tbsCertificate.issuer))
    ),
    usages: extendedUsages(tbsCertificate),
    sha1: createHash('sha1').update(der).digest('hex'),
    sha256: createHash('sha256').update(der).digest('hex')
  };
}

const attributeNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.25': 'DC'
};

function attributes(name: Name): { type: string; value: string }[] {
  return [...name].flatMap((part) => [...part].map(({ type, value }) => ({ type, value: value.toString() })));
}

const nameText = (name: Name): string =>
  attributes(name)
    .map(({ type, value }) => `${attributeNames[type] ?? type}=${value}`)
    .join(', ');

const commonName = (name: Name): string | null =>
  attributes(name).find(({ type }) => attributeNames[type] === 'CN')?.value ?? null;

type Tbs = Certificate['tbsCertificate'];

const extension = (tbs: Tbs, id: string): OctetString | undefined =>
  tbs.extensions?.find(({ extnID }) => extnID === id)?.extnValue;

function subjectNames(tbs: Tbs): string[] {
  const value = extension(tbs, id_ce_subjectAltName);
  if (!value) return [];
  return [...AsnConvert.parse(value, SubjectAlternativeName)].flatMap(
    ({ dNSName, iPAddress }) => dNSName ?? iPAddress ?? []
  );
}

function extendedUsages(tbs: Tbs): string[] {
  const value = extension(tbs, id_ce_extKeyUsage);
  return value ? [...AsnConvert.parse(value, ExtendedKeyUsage)] : [];
}

/** RFC 3279, RFC 4055, RFC 5480, RFC 5758, RFC 8410. */
const signatureNames: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'md2WithRSAEncryption',
  '1.2.840.113549.1.1.4': 'md5WithRSAEncryption',
  '1.2.840.113549.1.1.5': 'sha1WithRSAEncryption',
  '1.2.840.113549.1.1.11': 'sha256WithRSAEncryption',
  '1.2.840.113549.1.1.12': 'sha384WithRSAEncryption',
  '1.2.840.113549.1.1.13': 'sha512WithRSAEncryption',
  '1.3.14.3.2.29': 'sha1WithRSASignature',
  '1.2.840.10040.4.3': 'dsaWithSha1',
  '1.2.840.10045.4.1': 'ecdsaWithSHA1',
  '1.2.840.10045.4.3.2': 'ecdsaWithSHA256',
  '1.2.840.10045.4.3.3': 'ecdsaWithSHA384',
  '1.2.840.10045.4.3.4': 'ecdsaWithSHA512',
  '1.3.101.112': 'ed25519',
  '1.3.101.113': 'ed448'
};

/** The hash of RSASSA-PSS stands in its parameters; SHA-1 where it is left out (RFC 4055 section 3.1). */
function signatureName({ algorithm, parameters }: AlgorithmIdentifier): string {
  if (algorithm !== '1.2.840.113549.1.1.10') return signatureNames[algorithm] ?? algorithm;
  const hash = parameters ? AsnConvert.parse(parameters, RsaSaPssParams).hashAlgorithm.algorithm : sha1Oid;
  return `rsassaPss with ${hashNames[hash] ?? hash}`;
}

const sha1Oid = '1.3.14.3.2.26';
const hashNames: Readonly<Record<string, string>> = {
  [sha1Oid]: 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512'
};

const curveBits: Readonly<Record<string, number>> = {
  '1.2.840.10045.3.1.1': 192,
  '1.3.132.0.33': 224,
  '1.2.840.10045.3.1.7': 256,
  '1.3.132.0.10': 256,
  '1.3.132.0.34': 384,
  '1.3.132.0.35': 521
};

function readKey(info: SubjectPublicKeyInfo): CertificateFacts['key'] {
  const { algorithm, parameters } = info.algorithm;
  if (algorithm === '1.2.840.113549.1.1.1' || algorithm === '1.2.840.113549.1.1.10') {
    const modulus = Buffer.from(AsnConvert.parse(info.subjectPublicKey, RSAPublicKey).modulus);
    return { algorithm: 'RSA', bits: bitLength(modulus) };
  }
  if (algorithm === '1.2.840.10045.2.1')
    return { algorithm: 'EC', bits: curveBits[curveOid(parameters)] ?? null };
  if (algorithm === '1.3.101.112') return { algorithm: 'Ed25519', bits: 256 };
  if (algorithm === '1.3.101.113') return { algorithm: 'Ed448', bits: 456 };
  return { algorithm: algorithm === '1.2.840.10040.4.1' ? 'DSA' : algorithm, bits: null };
}

function bitLength(integer: Buffer): number {
  const first = integer.findIndex((byte) => byte !== 0);
  if (first < 0) return 0;
  return (integer.length - first) * 8 - (Math.clz32(integer.readUInt8(first)) - 24);
}

/** The dotted form of a DER object identifier; empty for explicit curve parameters. */
function curveOid(parameters: ArrayBuffer | null | undefined): string {
  if (!parameters) return '';
  const bytes = Buffer.from(parameters);
  if (bytes[0] !== 0x06) return '';
  const parts: number[] = [];
  let part = 0;
  for (const byte of bytes.subarray(2)) {
    part = part * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      parts.push(part);
      part = 0;
    }
  }
  const [first = 0, ...rest] = parts;
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - root * 40, ...rest].join('.');
}
