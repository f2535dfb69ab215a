import type { PlaceWriter } from '../../main/machine/native/place-writer';
import { placeOfValue, sleepGroup } from '../../main/machine/programs/power';
import type { RunProgram } from '../../main/machine/programs/run';
import { unavailable } from '../../main/machine/fragment';

/**
 * A STAND-IN for powercfg.exe, which Wine lacks: where Windows' own puts a scheme's value into the registry, it does so too,
 * into the real one. It proves what is asked and that it is given back, and nothing about powercfg: docs/windows-verification.md.
 *
 * @param scheme the one in use, with braces or without
 */
export const powercfgStandIn =
  (registry: Pick<PlaceWriter<'registry-value'>, 'write'>, scheme: () => string): RunProgram =>
  async ({ program, args }) => {
    if (program !== 'powercfg.exe') return unavailable('not-supported', `${program} is not there`);
    const [verb, named = '', group, setting = '', index = ''] = args;
    const ended = (status: number): { status: number; stdout: string; stderr: string } => ({
      status,
      stdout: '',
      stderr: ''
    });
    if (verb === '/setactive') return ended(named === 'SCHEME_CURRENT' && args.length === 2 ? 0 : 1);
    if (verb !== '/setacvalueindex' || group !== sleepGroup || !/^\d+$/.test(index)) return ended(1);
    const meant = named === 'SCHEME_CURRENT' ? scheme() : named;
    await registry.write(placeOfValue(meant.toLowerCase().replace(/[{}]/g, ''), setting), [
      'REG_DWORD',
      Number(index)
    ]);
    return ended(0);
  };
