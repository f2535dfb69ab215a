import { machineImageSchema, type MachineImage } from '../../shared/model/machine-image';
import type { Place, PlaceKind } from '../../shared/model/place';
import { WriteFailed, type WritableMachine } from './writing';
import { captureIn, inheritMade, restoreInto, writeInto } from './writing-image';
import { copyOf, type Members } from './writing-members';

/** A recorded PC that is changed in memory. */
export interface RecordedMachine extends WritableMachine {
  /** The recording as it is now. Another object than the one it began with, which stays as it was. */
  readonly image: () => MachineImage;
}

/** The section of an image that a place is in. */
const sections = {
  'registry-value': 'registry',
  'service-start-type': 'services',
  'service-state': 'services',
  'firewall-rule': 'firewall',
  'firewall-own-rule': 'firewall',
  'power-value': 'power',
  'adapter-power': 'adapters',
  'network-category': 'networks',
  'group-member': 'groups',
  'saved-credential': 'credentials'
} as const satisfies Record<PlaceKind, keyof MachineImage>;

/** A recording to which plans, changes and undo apply as to a PC. */
export function recorded(from: MachineImage): RecordedMachine {
  let image: Members = { ...from };
  /** Done on a copy: what does not come out as a machine image was never done. */
  const change = (place: Place, how: (draft: Members) => void): Promise<void> =>
    attempt(() => {
      const draft = withOwn(image, [place]);
      how(draft);
      const section = sections[place.kind];
      // The rest was sound before, and is not touched; a long event log is not read through again.
      if (!machineImageSchema.safeParse({ schema: image['schema'], [section]: draft[section] }).success)
        throw new WriteFailed('not in the form of a machine image');
      image = draft;
    });
  const now = (): MachineImage => image as unknown as MachineImage;
  return {
    image: now,
    look: () => Promise.resolve(now()),
    capture: (place) => attempt(() => captureIn(image, place)),
    captureAll: (writes) =>
      attempt(() => {
        const draft = withOwn(
          image,
          writes.map(({ place }) => place)
        );
        return writes.map(({ place, to }) => {
          const capture = captureIn(draft, place);
          writeInto(draft, place, to);
          return capture;
        });
      }),
    write: (place, state) => change(place, (draft) => writeInto(draft, place, state)),
    restore: (place, capture) => change(place, (draft) => restoreInto(draft, place, capture)),
    inherit: inheritMade
  };
}

/** An image whose sections with these places are its own, so that they can be changed. */
function withOwn(image: Members, places: readonly Place[]): Members {
  const draft = { ...image };
  for (const section of new Set(places.map(({ kind }) => sections[kind])))
    if (draft[section] !== undefined) draft[section] = copyOf(draft[section]);
  return draft;
}

/** As a promise, so that what a recording refuses is met where a PC's refusal would be. */
const attempt = <T>(work: () => T): Promise<T> =>
  new Promise((resolve) => {
    resolve(work());
  });
