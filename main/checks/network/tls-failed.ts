import type { Evidence } from '../../../shared/model/diagnosis';
import type { TlsAttempt } from '../../../shared/model/transcript';
import { couldNotRun, defineCheck, found, ok, seen } from '../define-check';
import { bestVersion } from '../tls-accepted';

/** No TLS handshake succeeded with any version. The evidence says what came instead. */
export const check = defineCheck({
  id: 'tls-failed',
  stage: 'tls',
  side: 'host',
  run: (tls) => {
    if (bestVersion(tls) !== null) return tls.chain.length > 0 ? ok : couldNotRun('no-readable-certificate');
    const attempts = [tls.first, ...tls.versions];
    // The first attempt allows all versions: where it ended on this side, a Windows client might well get through.
    const { end } = tls.first;
    if (end.kind === 'local' && !isHostsFault(end.code)) return couldNotRun(end.code);
    return found('problem', 0.95, ...attempts.map(evidenceOf));
  }
});

function evidenceOf({ only, end, replyHex }: TlsAttempt): Evidence {
  const path = only === null ? 'tls/handshake' : `tls/${only}`;
  const what =
    end.kind === 'alert'
      ? `alert ${end.alert} ${end.name}`
      : 'code' in end
        ? `${end.kind} ${end.code}`
        : end.kind;
  return seen(path, end.kind === 'garbage' ? `${what} ${replyHex.slice(0, 64)}` : what, 'done');
}

/** Errors of this side's TLS library that say the other side sent something wrong; all others are its own refusals. */
const isHostsFault = (code: string): boolean =>
  /BAD_(?:SIGNATURE|DECRYPT|RECORD|PACKET|ECPOINT)|DECODE|DIGEST_CHECK|UNEXPECTED|LENGTH_MISMATCH|WRONG_VERSION|EOF/.test(
    code
  );
