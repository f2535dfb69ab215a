import { Refused } from '../../changes/refused';
import { isKnown } from '../../facts/fact';
import { dword } from '../../settings/parts/define-setting';
import { setting as remoteDesktop } from '../../settings/remote-desktop';
import { defineFix, noParams, set } from '../define-fix';

/** Lets connections in. */
export const fix = defineFix({
  id: 'remote-desktop-on',
  side: 'host',
  scope: 'machine',
  risk: 'caution',
  params: noParams,
  verify: ['remote-desktop-off', 'remote-desktop-setting-conflict', 'not-listening'],
  changes: (pc) => {
    const { canHost, name } = pc.facts.edition;
    // Setting it there does nothing but hide why the PC cannot be reached.
    if (isKnown(canHost) && !canHost.value)
      throw new Refused('not-supported', canHost.path, isKnown(name) ? name.value : '');
    return [set(remoteDesktop, dword(0))];
  }
});
