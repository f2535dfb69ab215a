import { createHash, X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeCertificate } from '../../demo/certificate';
import { certificateEntry } from './certificates';

it('says of a certificate what the image has of it', async () => {
  const { chainPem } = await makeCertificate({
    commonName: 'PC7',
    names: ['PC7', 'pc7.example'],
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2026-07-01T00:00:00Z'),
    key: 'rsa-2048',
    signature: 'sha256',
    issuer: null,
    usage: 'encipher-only'
  });
  const der = new X509Certificate(chainPem).raw;
  expect(certificateEntry(der)).toEqual({
    thumbprint: createHash('sha1').update(der).digest('hex'),
    subject: 'CN=PC7',
    issuer: 'CN=PC7',
    names: ['PC7', 'pc7.example'],
    notBefore: '2026-01-01T00:00:00.000Z',
    notAfter: '2026-07-01T00:00:00.000Z',
    key: { algorithm: 'RSA', bits: 2048 },
    signature: 'sha256RSA'
  });
});

it('keeps the thumbprint of one that it cannot read', () => {
  const entry = certificateEntry(Buffer.from('30030101ff', 'hex'));
  expect(entry.thumbprint).toBe(createHash('sha1').update(Buffer.from('30030101ff', 'hex')).digest('hex'));
  expect(entry.notAfter).toMatchObject({ unavailable: 'failed' });
});
