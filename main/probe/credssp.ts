import type { TLSSocket } from 'node:tls';
import type { CredsspEnd, CredsspFacts } from '../../shared/model/transcript';
import { MalformedReply } from './der';
import { negotiateMessage, parseChallenge } from './ntlm';
import { parseTsRequest, tsRequest, type TsRequest } from './tsrequest';

/** The newest version of MS-CSSP; a host answers with its own or a lower one. */
const ourVersion = 6;

/** Raw bytes kept as evidence. */
const evidenceBytes = 1024;

/**
 * The first leg of CredSSP, which is as far as one gets without a user: the host answers with its version and an NTLM
 * challenge that names it. No user name is sent, so there is no logon attempt and no lockout.
 *
 * @param timeoutMs for the exchange, milliseconds
 * @throws the signal's reason when it is aborted
 */
export async function askCredssp(
  secure: TLSSocket,
  timeoutMs: number,
  signal: AbortSignal
): Promise<CredsspFacts> {
  const request = tsRequest(ourVersion, negotiateMessage());
  const { answer, received } = await exchange(secure, request, timeoutMs, signal);
  const receivedAt = Date.now();
  const bytes = { requestHex: request.toString('hex'), replyHex: withoutChallenge(received).toString('hex') };
  const nothing = { version: null, errorCode: null, ntlm: null, clockOffsetSeconds: null, ...bytes };
  if (typeof answer === 'string') return { end: answer, ...nothing };
  const { version, errorCode, token } = answer;
  try {
    const ntlm = token ? parseChallenge(token) : null;
    const clockOffsetSeconds = ntlm?.time ? (Date.parse(ntlm.time) - receivedAt) / 1000 : null;
    return { end: 'answered', version, errorCode, ntlm, clockOffsetSeconds, ...bytes };
  } catch (error) {
    if (!(error instanceof MalformedReply)) throw error;
    // The version is sound even where the token is not.
    return { end: 'answered', ...nothing, version, errorCode };
  }
}

type Failure = Exclude<CredsspEnd, 'answered'>;

function exchange(
  secure: TLSSocket,
  request: Buffer,
  timeoutMs: number,
  signal: AbortSignal
): Promise<{ answer: TsRequest | Failure; received: Buffer }> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const timer = setTimeout(() => finish('no-answer'), timeoutMs);
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      try {
        const answer = parseTsRequest(received);
        if (answer !== 'incomplete') finish(answer);
      } catch (error) {
        if (!(error instanceof MalformedReply)) throw error;
        finish('garbage');
      }
    };
    const onClose = (): void => finish('closed');
    const onError = (): void => finish('reset');
    const onAbort = (): void => {
      cleanUp();
      reject(signal.reason as Error);
    };

    function cleanUp(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      secure.off('data', onData);
      secure.off('end', onClose);
      secure.off('close', onClose);
      secure.off('error', onError);
    }
    function finish(answer: TsRequest | Failure): void {
      cleanUp();
      resolve({ answer, received });
    }

    secure.on('data', onData);
    secure.once('end', onClose);
    secure.once('close', onClose);
    secure.once('error', onError);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    else if (secure.destroyed) onClose();
    else secure.write(request);
  });
}

/** The reply as evidence: the eight bytes of the server challenge (MS-NLMP 2.2.1.2, offset 24) are blanked. */
function withoutChallenge(reply: Buffer): Buffer {
  const copy = Buffer.from(reply.subarray(0, evidenceBytes));
  const message = copy.indexOf('NTLMSSP\0', 0, 'latin1');
  if (message >= 0) copy.subarray(message + 24, message + 32).fill(0);
  return copy;
}
