import { defineMachineCheck, foundOnPc, need, shownAs, sound } from '../define-machine-check';

/** A build of Windows on which Remote Desktop is known to fail at this end. What is known stands in the facts. */
export const check = defineMachineCheck({
  id: 'known-bad-update',
  stage: 'edition',
  about: 'each-role',
  run: ({ updatesKnownBad }, { end }) => {
    const known = need(updatesKnownBad[end]);
    const version = need(updatesKnownBad.version);
    if (known.value.length === 0) return sound(shownAs(version, version.value, version.value));
    const [build = ''] = version.value.split('.');
    return foundOnPc(
      'warning',
      0.6,
      shownAs(version, version.value, `${build}.${Math.max(...known.value.map(({ fixedIn }) => fixedIn))}`),
      ...known.value.map(({ update, mendedBy }) => ({
        ...shownAs(version, update, mendedBy),
        path: `updates/${update}`
      }))
    );
  }
});
