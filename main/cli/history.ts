import type { History } from '../../shared/model/change';
import { historyText } from '../../shared/present/history-text';
import type { Called } from '../../shared/present/thing';
import { text } from '../../shared/text';
import { calledOn } from '../changes/called';
import { historyOf } from '../changes/history';
import { imageDesk } from '../changes/image-desk';
import { JournalCorrupt } from '../changes/journal';
import { pcOf } from '../changes/pc';
import { exit } from './exit-code';
import { readRecording } from './image-option';
import type { Output } from './output';
import { tellOfEarlier, type OpenChanger } from './pc-changer';
import type { Command } from './run-command';
import { UsageError } from './usage-error';

/** `reconnect history`: every change, and what has become of it. */
export const historyCommand = (thisPc: OpenChanger): Command => ({
  help: 'fix.help.history',
  options: { on: { type: 'string' }, json: { type: 'boolean' } },
  run: async ([word], values, output) => {
    if (word !== undefined) throw new UsageError(text('fix.error.no-words', { word }));
    const { on } = values;
    const json = values['json'] === true;
    if (on === undefined) return historyOfThisPc(thisPc, json, output);
    if (typeof on !== 'string' || on === '') throw new UsageError(text('fix.error.empty-on'));
    const image = await readRecording(on);
    try {
      const desk = imageDesk(image);
      await output.out(said(historyOf(pcOf(image), await desk.journal.records()), calledOn(image), json));
      return exit.ok;
    } catch (error) {
      if (!(error instanceof JournalCorrupt)) throw error;
      throw new UsageError(text('fix.error.journal', { path: on, place: error.place }));
    }
  }
});

async function historyOfThisPc(thisPc: OpenChanger, json: boolean, output: Output): Promise<number> {
  const changer = thisPc();
  try {
    const known = await changer.changes();
    await output.out(said(known.history, known.called, json));
    await tellOfEarlier(known, output);
    return known.unreadable.length > 0 ? exit.notChecked : exit.ok;
  } finally {
    await changer.close();
  }
}

const said = (history: History, called: Called, json: boolean): string =>
  json ? `${JSON.stringify(history, null, 2)}\n` : `${historyText(history, called)}\n`;
