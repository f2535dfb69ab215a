import { readFileSync } from 'node:fs';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { CertificateFiles } from './certificates';
import { requireHybrid, type Behaviour } from './wrong-servers';

/** One connection as the host saw it. */
export interface SeenConnection {
  /** Milliseconds since the epoch when it was accepted. */
  readonly at: number;
  /** What came before TLS. */
  request: Buffer;
  /** What came inside TLS. */
  inside: Buffer;
}

/** A scripted host that insists on CredSSP, completes TLS, answers nothing inside, and keeps every byte it was sent. */
export function recordingHost(files: CertificateFiles, seen: SeenConnection[]): Behaviour {
  const secureContext = createSecureContext({
    cert: readFileSync(files.certificate),
    key: readFileSync(files.key)
  });
  return async ({ socket, request, hex }) => {
    const connection: SeenConnection = { at: Date.now(), request: Buffer.alloc(0), inside: Buffer.alloc(0) };
    seen.push(connection);
    connection.request = await request();
    socket.removeAllListeners('data');
    hex(requireHybrid(connection.request));
    const secure = new TLSSocket(socket, { isServer: true, secureContext });
    secure.on('data', (bytes: Buffer) => (connection.inside = Buffer.concat([connection.inside, bytes])));
    // The probe hangs up when it has seen enough.
    secure.on('error', () => undefined);
  };
}
