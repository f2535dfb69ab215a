import { z } from 'zod';
import { Refused } from '../../changes/refused';
import { setting as remoteDesktopUser } from '../../settings/remote-desktop-user';
import { isSomebody } from '../../settings/parts/names';
import { accountOf } from '../account';
import { defineFix, set } from '../define-fix';
import { user } from '../params';

/** Lets an account sign in from afar. */
export const fix = defineFix({
  id: 'user-allow',
  side: 'host',
  scope: 'machine',
  risk: 'caution',
  params: z.strictObject({ user }),
  verify: ['remote-logon-right-missing', 'host-security-layer-error'],
  changes: (pc, { user }) => {
    const account = accountOf(pc.image, user);
    if (account === null) throw new Refused('not-there', `accounts/${user}`);
    if (!isSomebody(account.sid))
      throw new Refused('not-supported', `accounts/${user}`, 'nobody in particular');
    return [set(remoteDesktopUser, account, account.sid)];
  }
});
