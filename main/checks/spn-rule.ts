/**
 * Rules of the policies on delegation name targets as `TERMSRV/host`, with a wildcard: `TERMSRV/*`,
 * `TERMSRV/*.example.test`. https://learn.microsoft.com/windows/client-management/mdm/policy-csp-admx-credssp
 */
const service = 'termsrv/';

/** Whether a rule covers every PC that Remote Desktop could connect to. */
export function coversEveryTarget(rule: string): boolean {
  const lower = rule.trim().toLowerCase();
  const star = lower.indexOf('*');
  if (star < 0) return false;
  return lower === '*/*' || (/^\**$/.test(lower.slice(star)) && service.startsWith(lower.slice(0, star)));
}

/** Whether a rule covers the PC of that name or address, as the person typed it: that is what Windows compares. */
export const coversTarget = (rule: string, target: string): boolean =>
  matches(rule.trim().toLowerCase(), service + target.trim().toLowerCase());

/** `*` stands for any characters. Goes over the text once, however many stars a hostile rule has. */
function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  const last = parts[parts.length - 1] ?? '';
  if (parts.length === 1) return pattern === text;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
