import { defineMachineCheck, foundOnPc, need, shownAs, sound } from '../define-machine-check';

/**
 * Home editions have the client of Remote Desktop and not the host.
 * https://learn.microsoft.com/windows-server/remote/remote-desktop-services/clients/remote-desktop-supported-config
 */
export const check = defineMachineCheck({
  id: 'remote-desktop-not-in-edition',
  stage: 'edition',
  about: 'host',
  run: ({ edition }) => {
    const canHost = need(edition.canHost);
    const seen = shownAs(canHost, need(edition.name).value, 'Professional');
    return canHost.value ? sound({ ...seen, expected: seen.value }) : foundOnPc('problem', 1, seen);
  }
});
