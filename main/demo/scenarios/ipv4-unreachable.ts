import {
  connected,
  hostUnreachable,
  opened,
  reachedSoundHost,
  recordedIpv4,
  recordedIpv6,
  recording
} from '../recorded';
import { defineScenario } from '../define-scenario';

/** The IPv4 address of the name is an old one; IPv6 works. */
export default defineScenario({
  id: 'ipv4-unreachable',
  replay: recording(
    reachedSoundHost(
      [recordedIpv6, recordedIpv4],
      connected([opened(recordedIpv6, 14.1), hostUnreachable(recordedIpv4)]),
      14.6
    )
  )
});
