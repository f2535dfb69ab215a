import { powerFromRegistry, type ModernStandby } from './programs/power';
import type { Reader } from './fragment';
import { readClock } from './sections/clock';
import { readInstalledPrograms } from './sections/installed-programs';
import { readRdpFiles, type RdpFilesOptions } from './sections/rdp-files';
import type { Readers } from './way';

export interface RegistrySources {
  readonly values: Reader<'registry-value'>;
  readonly keys: Reader<'registry-key'>;
  /** Null where the native call cannot be had. */
  readonly modernStandby: ModernStandby | null;
}

/** The sections that are made of registry values alone, or of files whose place they name. */
export const registrySections = (
  { values, keys, modernStandby }: RegistrySources,
  rdpFiles: RdpFilesOptions = {}
): NonNullable<Readers['sections']> => ({
  clock: (signal) => readClock(values, signal),
  power: (signal) => powerFromRegistry(values, modernStandby, signal),
  programs: (signal) => readInstalledPrograms(keys, signal),
  rdpFiles: (signal) => readRdpFiles(values, rdpFiles, signal)
});
