import { hasModernStandby, isAvailable, nativeReaders } from './native';
import { programsWay } from './programs';
import { registrySections } from './registry-sections';
import type { RdpFilesOptions } from './sections/rdp-files';
import type { Ways } from './this-pc';
import { way, type Way } from './way';

/**
 * The ways to a real Windows PC. Where native calls cannot be had, the programs and the script answer alone.
 *
 * @param script is asked for what the others do not know; nothing of it may start before that
 */
export function windowsWays(script: Way, rdpFiles: RdpFilesOptions = {}): Ways {
  if (!isAvailable()) return { native: way({}), programs: programsWay({ elevated: () => null }), script };
  const { sections } = nativeReaders;
  return {
    native: way({
      ...nativeReaders,
      sections: {
        ...sections,
        ...registrySections(
          {
            values: nativeReaders['registry-value'],
            keys: nativeReaders['registry-key'],
            modernStandby: hasModernStandby
          },
          rdpFiles
        )
      }
    }),
    programs: programsWay({
      elevated: async () => {
        const { elevated } = (await sections.identity()).identity;
        return typeof elevated === 'boolean' ? elevated : null;
      }
    }),
    script
  };
}
