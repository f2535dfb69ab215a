import { constants } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { domainToASCII } from 'node:url';
import type { CertificateFacts, TlsAttempt, TlsEnd, TlsVersion } from '../../shared/model/transcript';
import { readCertificate } from './certificate';
import { evidenceBytes } from './negotiate';
import { ignore, round } from './open-socket';
import { alertName, alertOfErrorCode, readFirstRecords } from './tls-record';

/** Newest first, as a client prefers them. */
export const tlsVersions: readonly TlsVersion[] = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'];

// OpenSSL refuses 1024-bit keys, SHA-1 and TLS 1.0 at its default security level, and a certificate that is refused cannot
// be named. BoringSSL (Electron) has no such level and rejects the word.
const anythingGoes =
  process.versions['electron'] === undefined
    ? {
        ciphers: 'ALL:!aNULL:@SECLEVEL=0',
        // The usual ones, and the small curves of old hosts, whose certificates are to be named.
        ecdhCurve: 'X25519:prime256v1:secp384r1:secp521r1:secp224r1:prime192v1'
      }
    : {};

const everyHandshake = {
  // An expired or self-signed certificate has to be seen to be named.
  rejectUnauthorized: false,
  // No local authorities: they would be appended to the chain as if the host had sent them.
  ca: [],
  // Hosts from before RFC 5746 are to be named too, not to be refused.
  secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT
};

/**
 * A listener certificate as Windows makes it may encipher but not sign. Schannel does not mind; BoringSSL refuses it
 * wherever the host would have to sign, which is everywhere but in the plain RSA key exchange of TLS 1.2 and before.
 * https://boringssl.googlesource.com/boringssl/+/refs/heads/main/include/openssl/ssl.h (SSL_set_enforce_rsa_key_usage)
 */
const rsaKeyExchange = {
  maxVersion: 'TLSv1.2',
  ciphers: 'AES256-GCM-SHA384:AES128-GCM-SHA256:AES256-SHA:AES128-SHA'
} as const;

/** Whether a handshake ended because the certificate may not sign, so that `encipherOnly` is worth a try. */
export const refusedKeyUsage = ({ end }: TlsAttempt): boolean =>
  end.kind === 'local' && end.code.includes('KEY_USAGE');

/** Chains longer than this are cut: no real listener has one. */
const longestChain = 10;

export interface Handshake {
  readonly attempt: TlsAttempt;
  /** The secured connection; null when the handshake failed. */
  readonly secure: TLSSocket | null;
  /** Ends both the secured connection and the socket below it. */
  readonly close: () => void;
}

export interface TlsWish {
  /** The target as typed; a name is sent as server name indication. */
  readonly host: string;
  /** Bytes already read from the socket. */
  readonly leftover: Buffer;
  /** The single version to allow; null for all that this runtime has. */
  readonly only: TlsVersion | null;
  /** Only the key exchange for certificates that may not sign. */
  readonly encipherOnly?: boolean;
}

/**
 * Starts TLS on a connection whose negotiation is done. Certificates are not judged here: an expired one has to be seen
 * to be named.
 *
 * @param timeoutMs for the whole handshake, milliseconds
 * @throws the signal's reason when it is aborted
 */
export function startTls(
  socket: Socket,
  { host, leftover, only, encipherOnly = false }: TlsWish,
  timeoutMs: number,
  signal: AbortSignal
): Promise<Handshake> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const wire = watchWire(socket, leftover);
    const secure = connectTls({
      socket: wire.stream,
      ...everyHandshake,
      minVersion: only ?? 'TLSv1',
      maxVersion: only ?? 'TLSv1.3',
      ...(encipherOnly ? rsaKeyExchange : anythingGoes),
      // RFC 6066 section 3: neither an address nor the dot at the end of an absolute name.
      ...(isIP(host) === 0 ? { servername: domainToASCII(host).replace(/\.$/, '') } : {})
    });
    const close = (): void => {
      secure.destroy();
      socket.destroy();
    };

    const timer = setTimeout(() => fail({ kind: 'no-answer' }), timeoutMs);
    const onSecure = (): void =>
      finish(
        { kind: 'done' },
        secure.getProtocol(),
        secure.getCipher().standardName ?? secure.getCipher().name
      );
    const onError = (error: NodeJS.ErrnoException): void => fail(endOf(error, wire));
    const onClose = (): void => fail({ kind: wire.wasReset() ? 'reset' : 'closed' });
    const onAbort = (): void => {
      cleanUp();
      close();
      reject(signal.reason as Error);
    };

    function cleanUp(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      secure.off('secureConnect', onSecure);
      secure.off('error', onError);
      secure.off('close', onClose);
      secure.on('error', ignore);
    }

    function fail(end: TlsEnd): void {
      finish(end, null, null);
      close();
    }

    function finish(end: TlsEnd, version: string | null, cipher: string | null): void {
      cleanUp();
      const durationMs = round(performance.now() - started);
      const replyHex = wire.firstBytes().toString('hex');
      resolve({
        attempt: { only, end, version, cipher, replyHex, durationMs },
        secure: end.kind === 'done' ? secure : null,
        close
      });
    }

    secure.once('secureConnect', onSecure);
    secure.once('error', onError);
    secure.once('close', onClose);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}

function endOf(error: NodeJS.ErrnoException, wire: Wire): TlsEnd {
  const shown = readFirstRecords(wire.firstBytes());
  if (shown.kind === 'alert') return { kind: 'alert', alert: shown.alert, name: alertName(shown.alert) };
  if (shown.kind === 'garbage') return { kind: 'garbage' };
  const code = error.code ?? 'UNKNOWN';
  const alert = alertOfErrorCode(code);
  if (alert !== null) return { kind: 'alert', alert, name: alertName(alert) };
  // Node reports an orderly close during the handshake as ECONNRESET too; the socket below knows which it was.
  if (wire.wasClosed()) return { kind: 'closed' };
  if (code === 'ECONNRESET' || code === 'EPIPE') return { kind: 'reset' };
  return { kind: 'local', code };
}

interface Wire {
  readonly stream: Duplex;
  readonly firstBytes: () => Buffer;
  readonly wasReset: () => boolean;
  readonly wasClosed: () => boolean;
}

/** The connection as a stream that remembers how the other side's bytes began and how it ended. */
function watchWire(socket: Socket, leftover: Buffer): Wire {
  let first = Buffer.from(leftover.subarray(0, evidenceBytes));
  let reset = false;
  let closed = false;

  const stream = new Duplex({
    read: () => {
      socket.resume();
    },
    write: (chunk: Buffer, _encoding, done) => {
      socket.write(chunk, done);
    },
    final: (done) => {
      socket.end(done);
    },
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    }
  });
  socket.on('data', (chunk: Buffer) => {
    if (first.length < evidenceBytes)
      first = Buffer.concat([first, chunk.subarray(0, evidenceBytes - first.length)]);
    if (!stream.push(chunk)) socket.pause();
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    reset ||= error.code === 'ECONNRESET' || error.code === 'EPIPE';
    stream.destroy(error);
  });
  socket.on('end', () => {
    closed = true;
    stream.push(null);
  });
  if (leftover.length > 0) stream.push(leftover);
  return { stream, firstBytes: () => first, wasReset: () => reset, wasClosed: () => closed };
}

/** The certificates the host showed, leaf first. */
export function readChain(secure: TLSSocket): { chain: CertificateFacts[]; unreadable: number } {
  const chain: CertificateFacts[] = [];
  const known = new Set<string>();
  let unreadable = 0;
  let certificate = secure.getPeerCertificate(true);
  while (certificate?.raw && known.size < longestChain) {
    const fingerprint = certificate.raw.toString('latin1');
    if (known.has(fingerprint)) break;
    known.add(fingerprint);
    try {
      chain.push(readCertificate(certificate.raw));
    } catch {
      // Counted and shown as such; the rest of the chain is still worth reading.
      unreadable += 1;
    }
    certificate = certificate.issuerCertificate;
  }
  return { chain, unreadable };
}
