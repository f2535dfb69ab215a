import type { Problem } from '../../../shared/model/pc-run-state';
import { clean, clip } from '../../../shared/present/read';
import { hasText, text } from '../../../shared/text';

/** Why another PC could not be reached, and what to do about it. */
export interface RemoteProblem {
  readonly why: string;
  readonly next: string;
  /** Whether a report made on that PC is a way around it. */
  readonly kit: boolean;
  /** Whether another account, or HTTPS, may be. */
  readonly otherWay: boolean;
}

const withKit = ['closed', 'not-trusted', 'other-version', 'timeout', 'blocked', 'no-powershell', 'other'];
const withoutOtherWay = ['blocked', 'no-powershell', 'lost'];

const longestParam = 120;

/** The command line's fault of PowerShell remoting in the words of the window; null for any other problem. */
export function remoteProblem({ key, params }: Problem): RemoteProblem | null {
  const [, fault] = /^cli\.remote\.([a-z-]+)$/.exec(key) ?? [];
  if (fault === undefined) return null;
  const why = `pc.remote.why.${fault}`;
  const next = `pc.remote.next.${fault}`;
  if (!hasText(why) || !hasText(next)) return null;
  const shown = (value: string | number | undefined): string =>
    clip(clean(String(value ?? '')), longestParam);
  return {
    why: text(why, {
      computer: shown(params['computer']),
      code: shown(params['code']) || text('pc.remote.no-code')
    }),
    next: text(next),
    kit: withKit.includes(fault),
    otherWay: !withoutOtherWay.includes(fault)
  };
}
