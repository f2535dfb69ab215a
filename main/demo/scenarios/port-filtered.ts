import { connected, endedAtConnect, recordedIpv4, recording, silent } from '../recorded';
import { defineScenario } from '../define-scenario';

/** A firewall drops what is sent to the port. */
export default defineScenario({
  id: 'port-filtered',
  replay: recording(endedAtConnect([recordedIpv4], connected([silent(recordedIpv4)])))
});
