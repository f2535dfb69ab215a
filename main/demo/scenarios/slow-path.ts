import { connected, opened, reachedSoundHost, recordedIpv4, recording } from '../recorded';
import { defineScenario } from '../define-scenario';

/** A sound host behind a satellite link. */
export default defineScenario({
  id: 'slow-path',
  replay: recording(reachedSoundHost([recordedIpv4], connected([opened(recordedIpv4, 612.7)]), 618.2))
});
