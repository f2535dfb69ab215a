import type { TlsFacts, TlsVersion } from '../../shared/model/transcript';

const order: readonly string[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] satisfies TlsVersion[];

/** The newest TLS version with which a handshake succeeded; null when none did. */
export function bestVersion({ first, versions }: TlsFacts): string | null {
  const accepted = [first, ...versions].flatMap(({ end, version }) =>
    end.kind === 'done' && version ? version : []
  );
  return accepted.sort((a, b) => order.indexOf(b) - order.indexOf(a))[0] ?? null;
}
