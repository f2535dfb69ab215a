import {
  connected,
  opened,
  reachedSoundHost,
  recordedIpv4,
  recordedIpv6,
  recording,
  silent
} from '../recorded';
import { defineScenario } from '../define-scenario';

/** The name announces an IPv6 address that nothing answers at; IPv4 works. */
export default defineScenario({
  id: 'ipv6-unreachable',
  replay: recording(
    reachedSoundHost(
      [recordedIpv6, recordedIpv4],
      connected([silent(recordedIpv6), opened(recordedIpv4, 12.3)]),
      12.8
    )
  )
});
