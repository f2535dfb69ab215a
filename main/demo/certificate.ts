import { generateKeyPair, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version
} from '@peculiar/asn1-x509';

export type KeyKind = 'rsa-1024' | 'rsa-2048' | 'ec-p256';
export type SignatureHash = 'sha256' | 'sha1' | 'md5';

export interface CertificateWish {
  readonly commonName: string;
  /** DNS names and addresses of the subject alternative name; the extension is left out when there are none. */
  readonly names: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly key: KeyKind;
  readonly signature: SignatureHash;
  /** Common name of a certification authority made for the purpose; null for a self-signed certificate. */
  readonly issuer: string | null;
  /**
   * Windows' own listener certificate may only encipher. BoringSSL clients hold it to that and refuse it wherever the
   * key has to sign (TLS 1.3, and any key exchange with forward secrecy), so the demo's default may do both.
   */
  readonly usage: 'sign-and-encipher' | 'encipher-only';
}

export interface MadeCertificate {
  /** The leaf, then its authority where there is one. */
  readonly chainPem: string;
  readonly keyPem: string;
}

/**
 * Makes a certificate and its key now; nothing of it is ever stored. Keys are made once for each kind and process,
 * for RSA takes a good part of a second.
 *
 * @throws the crypto library's error where it refuses a key kind or hash
 */
export async function makeCertificate(wish: CertificateWish): Promise<MadeCertificate> {
  const leafKey = await keyFor(wish.key, 'leaf');
  const keyPem = String(leafKey.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const subject = nameOf(wish.commonName);
  if (wish.issuer === null) {
    const leaf = certify(wish, subject, leafExtensions(wish), leafKey.publicKey, {
      name: subject,
      key: leafKey.privateKey
    });
    return { chainPem: leaf, keyPem };
  }
  const authorityKey = await keyFor('rsa-2048', 'authority');
  const issuer = { name: nameOf(wish.issuer), key: authorityKey.privateKey };
  const authority = certify(wish, issuer.name, authorityExtensions(), authorityKey.publicKey, issuer);
  return {
    chainPem: certify(wish, subject, leafExtensions(wish), leafKey.publicKey, issuer) + authority,
    keyPem
  };
}

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const makeKeyPair = promisify(generateKeyPair);
const keys = new Map<string, Promise<KeyPair>>();

function keyFor(kind: KeyKind, role: 'leaf' | 'authority'): Promise<KeyPair> {
  const known = keys.get(`${role} ${kind}`);
  if (known) return known;
  const made =
    kind === 'ec-p256'
      ? makeKeyPair('ec', { namedCurve: 'prime256v1' })
      : makeKeyPair('rsa', { modulusLength: kind === 'rsa-1024' ? 1024 : 2048 });
  keys.set(`${role} ${kind}`, made);
  return made;
}

const commonNameType = '2.5.4.3';

const nameOf = (commonName: string): Name =>
  new Name([
    new RelativeDistinguishedName([
      new AttributeTypeAndValue({
        type: commonNameType,
        value: new AttributeValue({ utf8String: commonName })
      })
    ])
  ]);

const extension = (id: string, critical: boolean, value: unknown): Extension =>
  new Extension({ extnID: id, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });

/** Server authentication, RFC 5280 section 4.2.1.12. */
const serverAuthentication = '1.3.6.1.5.5.7.3.1';

function leafExtensions({ names, usage }: CertificateWish): Extension[] {
  const encipher = KeyUsageFlags.keyEncipherment | KeyUsageFlags.dataEncipherment;
  const mayDo = usage === 'encipher-only' ? encipher : encipher | KeyUsageFlags.digitalSignature;
  const basic = [
    extension(id_ce_extKeyUsage, false, new ExtendedKeyUsage([serverAuthentication])),
    extension(id_ce_keyUsage, true, new KeyUsage(mayDo))
  ];
  if (names.length === 0) return basic;
  const alternatives = names.map(
    (name) => new GeneralName(isIP(name) ? { iPAddress: name } : { dNSName: name })
  );
  return [...basic, extension(id_ce_subjectAltName, false, new SubjectAlternativeName(alternatives))];
}

const authorityExtensions = (): Extension[] => [
  extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: true })),
  extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign))
];

/** Signature algorithms by hash, RFC 3279 section 2.2 and RFC 4055 section 5 for RSA, RFC 3279 and RFC 5758 for EC. */
const rsaSignatures: Readonly<Record<SignatureHash, string>> = {
  md5: '1.2.840.113549.1.1.4',
  sha1: '1.2.840.113549.1.1.5',
  sha256: '1.2.840.113549.1.1.11'
};
const ecSignatures: Readonly<Record<SignatureHash, string | null>> = {
  md5: null,
  sha1: '1.2.840.10045.4.1',
  sha256: '1.2.840.10045.4.3.2'
};

function signatureAlgorithm(key: KeyObject, hash: SignatureHash): AlgorithmIdentifier {
  if (key.asymmetricKeyType === 'rsa') {
    return new AlgorithmIdentifier({ algorithm: rsaSignatures[hash], parameters: null });
  }
  const algorithm = ecSignatures[hash];
  if (algorithm === null) throw new RangeError(`there is no ECDSA signature with ${hash}`);
  return new AlgorithmIdentifier({ algorithm });
}

/** RFC 5280 section 4.1, as PEM. */
function certify(
  wish: Pick<CertificateWish, 'notBefore' | 'notAfter' | 'signature'>,
  subject: Name,
  extensions: Extension[],
  publicKey: KeyObject,
  issuer: { readonly name: Name; readonly key: KeyObject }
): string {
  const algorithm = signatureAlgorithm(issuer.key, wish.signature);
  const serialNumber = randomBytes(16);
  // Positive and of full length: RFC 5280 section 4.1.2.2.
  serialNumber.writeUInt8((serialNumber.readUInt8(0) & 0x3f) | 0x40, 0);
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: arrayBuffer(serialNumber),
    signature: algorithm,
    issuer: issuer.name,
    validity: new Validity({ notBefore: wish.notBefore, notAfter: wish.notAfter }),
    subject,
    subjectPublicKeyInfo: AsnConvert.parse(
      publicKey.export({ type: 'spki', format: 'der' }),
      SubjectPublicKeyInfo
    ),
    extensions: new Extensions(extensions)
  });
  const signatureValue = arrayBuffer(
    sign(wish.signature, Buffer.from(AsnConvert.serialize(tbsCertificate)), issuer.key)
  );
  return pem(
    AsnConvert.serialize(new Certificate({ tbsCertificate, signatureAlgorithm: algorithm, signatureValue }))
  );
}

/** A copy of its own: small buffers share one pool. */
const arrayBuffer = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

function pem(der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
