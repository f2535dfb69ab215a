import { historyText } from '../../shared/present/change-text';
import { text } from '../../shared/text';
import { historyOf } from '../changes/history';
import { imageDesk } from '../changes/image-desk';
import { JournalCorrupt } from '../changes/journal';
import { pcOf } from '../changes/pc';
import { exit } from './exit-code';
import { readRecording } from './image-option';
import type { Command } from './run-command';
import { UsageError } from './usage-error';

/** `reconnect history`: every change, and what has become of it. */
export const history: Command = {
  help: 'fix.help.history',
  options: { on: { type: 'string' }, json: { type: 'boolean' } },
  run: async ([word], values, output) => {
    if (word !== undefined) throw new UsageError(text('fix.error.no-words', { word }));
    const { on } = values;
    if (typeof on !== 'string' || on === '') throw new UsageError(text('fix.error.no-on'));
    const image = await readRecording(on);
    try {
      const desk = imageDesk(image);
      const told = historyOf(pcOf(image), await desk.journal.records());
      await output.out(
        values['json'] === true ? `${JSON.stringify(told, null, 2)}\n` : `${historyText(told)}\n`
      );
      return exit.ok;
    } catch (error) {
      if (!(error instanceof JournalCorrupt)) throw error;
      throw new UsageError(text('fix.error.journal', { path: on, place: error.place }));
    }
  }
};
