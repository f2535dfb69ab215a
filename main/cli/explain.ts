import { explain as explainText } from '../../shared/codes/explain';
import type { Explanation } from '../../shared/model/explanation';
import { text } from '../../shared/text';
import { explanationText } from '../../shared/present/explanation-text';
import { exit } from './exit-code';
import type { Command } from './run-command';
import { UsageError } from './usage-error';

/** `reconnect explain <code> [<extended>]`: what a code or a message means, offline. */
export const explain: Command = {
  help: 'cli.explain.help',
  options: { json: { type: 'boolean' } },
  run: async (words, { json }, output) => {
    const input = words.join(' ').trim();
    if (input === '') throw new UsageError(text('cli.explain.nothing'));
    const explanation: Explanation | null = explainText(input);
    if (!explanation) throw new UsageError(text('cli.explain.unknown', { input: input.slice(0, 100) }));
    await output.out(
      json ? `${JSON.stringify(explanation, null, 2)}\n` : `${explanationText(explanation)}\n`
    );
    return exit.ok;
  }
};
