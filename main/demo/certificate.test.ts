import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { daysFromNow, demoCertificate } from './behaviour';
import { makeCertificate, type CertificateWish } from './certificate';

async function make(
  differing: Partial<CertificateWish>
): Promise<{ leaf: X509Certificate; chain: X509Certificate[]; keyPem: string }> {
  const { chainPem, keyPem } = await makeCertificate(demoCertificate(differing));
  const chain = chainPem
    .split(/(?=-----BEGIN)/)
    .filter((pem) => pem !== '')
    .map((pem) => new X509Certificate(pem));
  const [leaf] = chain;
  if (!leaf) throw new Error('no certificate');
  return { leaf, chain, keyPem };
}

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const textOf = (certificate: X509Certificate): string =>
  execFileSync('openssl', ['x509', '-noout', '-text'], { input: certificate.toString(), encoding: 'utf8' });

describe('makeCertificate', () => {
  it('makes a self-signed certificate that its own key verifies', async () => {
    const { leaf, chain, keyPem } = await make({ commonName: 'PC7' });
    expect(leaf.subject).toBe('CN=PC7');
    expect(leaf.issuer).toBe('CN=PC7');
    expect(leaf.verify(leaf.publicKey)).toBe(true);
    expect(leaf.checkPrivateKey(createPrivateKey(keyPem))).toBe(true);
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(chain).toHaveLength(1);
  });

  it('names what it is told to name, and leaves the names out for none', async () => {
    const named = await make({ names: ['PC7', 'pc7.example.test', '127.0.0.1', '::1'] });
    expect(named.leaf.subjectAltName).toBe(
      'DNS:PC7, DNS:pc7.example.test, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1'
    );
    expect((await make({ names: [] })).leaf.subjectAltName).toBeUndefined();
  });

  it('holds for the given time, to the second', async () => {
    const [from, to] = [daysFromNow(-204), daysFromNow(-21)];
    const { leaf } = await make({ notBefore: from, notAfter: to });
    expect(Math.abs(Date.parse(leaf.validFrom) - from.getTime())).toBeLessThan(1000);
    expect(Math.abs(Date.parse(leaf.validTo) - to.getTime())).toBeLessThan(1000);
  });

  it('has an authority sign it, and sends that along', async () => {
    const { leaf, chain } = await make({ commonName: 'PC7', issuer: 'Example CA' });
    const authority = chain[1];
    expect(leaf.issuer).toBe('CN=Example CA');
    expect(leaf.verify(leaf.publicKey)).toBe(false);
    expect(authority?.ca).toBe(true);
    expect(authority && leaf.checkIssued(authority) && leaf.verify(authority.publicKey)).toBe(true);
  });

  it.each([
    ['rsa-1024', 'rsa', 1024],
    ['rsa-2048', 'rsa', 2048],
    ['ec-p256', 'ec', undefined]
  ] as const)('makes a key of kind %s', async (key, type, bits) => {
    const { publicKey } = (await make({ key })).leaf;
    expect(publicKey.asymmetricKeyType).toBe(type);
    expect(publicKey.asymmetricKeyDetails?.modulusLength).toBe(bits);
  });

  it('makes a key once for each kind, and a certificate each time', async () => {
    const [one, other] = [await make({}), await make({})];
    expect(one.keyPem).toBe(other.keyPem);
    expect(one.leaf.serialNumber).not.toBe(other.leaf.serialNumber);
  });

  it('refuses a signature that does not exist', async () => {
    await expect(make({ key: 'ec-p256', signature: 'md5' })).rejects.toThrow(RangeError);
  });

  it.skipIf(!hasOpenssl).each([
    ['sha256', 'sha256WithRSAEncryption'],
    ['sha1', 'sha1WithRSAEncryption'],
    ['md5', 'md5WithRSAEncryption']
  ] as const)('is read by openssl as signed with %s', async (signature, name) => {
    const text = textOf((await make({ signature, usage: 'encipher-only' })).leaf);
    expect(text.match(/Signature Algorithm: (.+)/g)).toEqual([
      `Signature Algorithm: ${name}`,
      `Signature Algorithm: ${name}`
    ]);
    expect(text).toContain('Version: 3');
    expect(text).toMatch(/Key Usage: critical\s+Key Encipherment, Data Encipherment\n/);
  });
});
