import { defineFacts, section, type Source } from './define-facts';
import { field, isKnown, known, notKnown, type Fact } from './fact';

/** When the image was taken, by the PC's own clock. */
const takenAt: Source<Fact<string>> = {
  reading: { kind: 'section', section: 'clock' },
  from: ({ image }) =>
    image.takenAt === undefined ? notKnown('not-read', 'takenAt') : known(image.takenAt, 'takenAt')
};

/** What time it is on that PC, and how far its clock is off. Never the reader's own clock. */
export const clock = defineFacts({
  id: 'clock',
  readings: { clock: section('clock'), takenAt },
  derive: ({ clock, takenAt }) => {
    const utc = field(clock, 'utc');
    const offset = field(clock, 'offsetSeconds');
    return {
      /** Milliseconds since the epoch. */
      now: asMs(isKnown(utc) && utc.value !== null ? { ...utc, value: utc.value } : takenAt),
      /** This PC's clock minus a reference, in seconds; 0 where nothing is known of it. */
      offsetSeconds: isKnown(offset) ? (offset.value ?? 0) : 0
    };
  }
});

const asMs = (fact: Fact<string>): Fact<number> =>
  isKnown(fact) ? { ...fact, value: Date.parse(fact.value) } : fact;
