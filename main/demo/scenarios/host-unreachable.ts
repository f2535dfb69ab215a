import { connected, endedAtConnect, hostUnreachable, recordedIpv4, recording } from '../recorded';
import { defineScenario } from '../define-scenario';

/** The host is off or asleep: its own network looks for it in vain. */
export default defineScenario({
  id: 'host-unreachable',
  replay: recording(endedAtConnect([recordedIpv4], connected([hostUnreachable(recordedIpv4)])))
});
