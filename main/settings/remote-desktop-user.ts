import { stateSchemas } from '../../shared/model/place';
import { defineSetting } from './parts/define-setting';
import { isSomebody } from './parts/names';

/** Remote Desktop Users. https://learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-security-identifiers */
export const remoteDesktopUsers = 'S-1-5-32-555';

/** Whether an account is in the group that may sign in from afar. */
export const setting = defineSetting<[sid: string]>({
  id: 'remote-desktop-user',
  scope: 'machine',
  takesEffect: 'new-connections',
  at: (member) => ({ kind: 'group-member', group: remoteDesktopUsers, member }),
  holds: (place) =>
    place.kind === 'group-member' && place.group === remoteDesktopUsers && isSomebody(place.member),
  allowed: (state) => stateSchemas['group-member'].safeParse(state).success
});
