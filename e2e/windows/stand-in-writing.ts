import type { Machine } from '../../main/machine/machine';
import { nativeWriters } from '../../main/machine/native/writers';
import { windowsWriters, type PlaceWriters } from '../../main/machine/this-pc-writing';
import { powercfgStandIn } from './stand-in-powercfg';
import { scriptStandIn, type SharedRecording } from './stand-in-script';

/**
 * The app's own writers, with a stand-in in place of PowerShell and of powercfg: what the first writes goes into the
 * recording, what the second writes into the registry, which is real.
 *
 * @param machine what reads the same PC
 */
export function standInWriters(
  recording: SharedRecording,
  machine: Pick<Machine, 'read'>
): Required<PlaceWriters> {
  const scheme = (): string => {
    const { power } = recording.pc().image() as { power?: { scheme?: unknown } };
    return String(power?.scheme);
  };
  return windowsWriters({
    session: scriptStandIn(recording),
    run: powercfgStandIn(nativeWriters['registry-value'], scheme),
    machine
  });
}
