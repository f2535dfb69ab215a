import type { Reading } from '../../shared/model/reading';
import { text } from '../../shared/text';
import { allReadings } from '../facts';
import { writeKit } from '../machine/powershell/write-kit';
import { exit } from './exit-code';
import type { Command } from './run-command';
import { UsageError } from './usage-error';

/** `reconnect kit <folder>`: writes what reads a PC on which nothing can be installed. */
export const kitCommand = (readings: readonly Reading[] = allReadings): Command => ({
  help: 'cli.kit.help',
  options: {},
  run: async (words, _options, output) => {
    const [folder, ...others] = words;
    if (folder === undefined) throw new UsageError(text('cli.kit.no-folder'));
    if (others.length > 0) throw new UsageError(text('cli.kit.one-folder', { word: others[0] ?? '' }));
    const kept = await writeKit(folder, readings);
    if (kept.result === 'other-file') throw new UsageError(text('cli.kit.other-file', { path: kept.path }));
    if (kept.result === 'not-written') {
      const { path, code } = kept;
      await output.err(`reconnect: ${text('cli.kit.not-written', { path, code })}\n`);
      return exit.notChecked;
    }
    await output.out(`${text('cli.kit.written', { folder, count: readings.length })}\n`);
    return exit.ok;
  }
});

export const kit: Command = kitCommand();
