import { defineFacts } from './define-facts';
import { isKnown, map, type Fact } from './fact';
import { knownBadUpdates, type DisturbedEnd, type KnownBadUpdate } from './known-bad-updates';
import { os } from './os';

/** Whether this Windows is one on which Remote Desktop is known to fail, for each end it may be. */
export const updatesKnownBad = defineFacts({
  id: 'updates-known-bad',
  readings: {},
  derive: (_, of) => {
    const { build, ubr, productType } = of(os);
    const matching = (end: DisturbedEnd): Fact<readonly KnownBadUpdate[]> => {
      if (!isKnown(build)) return build;
      const ofBuild = knownBadUpdates.filter((one) => one.end === end && one.build === build.value);
      // A build without entries is well, whatever updates it has.
      if (ofBuild.length === 0) return { ...build, value: [] };
      if (!isKnown(ubr)) return ubr;
      const inRange = ofBuild.filter(({ from, fixedIn }) => ubr.value >= from && ubr.value < fixedIn);
      if (inRange.every(({ only }) => only === undefined)) return { ...ubr, value: inRange };
      return map(productType, (type) =>
        inRange.filter(
          ({ only }) => only === undefined || (only === 'workstation') === (type === 'workstation')
        )
      );
    };
    return {
      client: matching('client'),
      host: matching('host'),
      /** `26100.3194`, with the path of the update's number. */
      version: isKnown(build) ? map(ubr, (number) => `${build.value}.${number}`) : build
    };
  }
});
