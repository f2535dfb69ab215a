/**
 * Names of the TLS alerts by number.
 * https://www.iana.org/assignments/tls-parameters/tls-parameters.xhtml#tls-parameters-6
 */
const alertNames: Readonly<Record<number, string>> = {
  0: 'close_notify',
  10: 'unexpected_message',
  20: 'bad_record_mac',
  21: 'decryption_failed',
  22: 'record_overflow',
  30: 'decompression_failure',
  40: 'handshake_failure',
  41: 'no_certificate',
  42: 'bad_certificate',
  43: 'unsupported_certificate',
  44: 'certificate_revoked',
  45: 'certificate_expired',
  46: 'certificate_unknown',
  47: 'illegal_parameter',
  48: 'unknown_ca',
  49: 'access_denied',
  50: 'decode_error',
  51: 'decrypt_error',
  70: 'protocol_version',
  71: 'insufficient_security',
  80: 'internal_error',
  86: 'inappropriate_fallback',
  90: 'user_canceled',
  100: 'no_renegotiation',
  109: 'missing_extension',
  110: 'unsupported_extension',
  112: 'unrecognized_name',
  116: 'certificate_required',
  120: 'no_application_protocol'
};

/** The name of an alert, or `alert_<number>` for one that the registry does not list. */
export const alertName = (alert: number): string => alertNames[alert] ?? `alert_${alert}`;

/** What the first bytes of the other side show before anything is encrypted. Total: any bytes give an answer. */
export function readFirstRecords(
  bytes: Buffer
): { kind: 'alert'; alert: number } | { kind: 'garbage' } | { kind: 'records' } {
  let offset = 0;
  while (offset < bytes.length) {
    const type = bytes.readUInt8(offset);
    if (type < 0x14 || type > 0x17) return offset === 0 ? { kind: 'garbage' } : { kind: 'records' };
    if (offset + 1 < bytes.length && bytes[offset + 1] !== 3)
      return offset === 0 ? { kind: 'garbage' } : { kind: 'records' };
    if (offset + 7 > bytes.length) break;
    const length = bytes.readUInt16BE(offset + 3);
    // Level 2 is fatal. An encrypted alert is longer than two bytes.
    if (type === 0x15 && length === 2 && bytes[offset + 5] === 2)
      return { kind: 'alert', alert: bytes.readUInt8(offset + 6) };
    offset += 5 + length;
  }
  return { kind: 'records' };
}

/**
 * The alert that OpenSSL or BoringSSL names in an error code such as `ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION`, for alerts
 * that arrive after the first bytes; null for other errors.
 */
export function alertOfErrorCode(code: string): number | null {
  const name = /_ALERT_([A-Z_]+)$/.exec(code)?.[1]?.toLowerCase();
  const entry = Object.entries(alertNames).find(([, known]) => known === name);
  return entry ? Number(entry[0]) : null;
}
