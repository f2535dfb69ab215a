import { clipboard } from 'electron';
import { explain } from '../../shared/codes/explain';
import type { Contract, Handlers } from '../../shared/ipc/contract';
import { explanationText } from '../../shared/present/explanation-text';
import { CallError } from './call-error';

/** The window explains by itself; only the clipboard is main's. */
export const explainHandlers: Handlers<Contract['explain']> = {
  copy: async ({ input }) => {
    const explanation = explain(input);
    if (!explanation)
      throw new CallError('not-a-code', 'cli.explain.unknown', { input: input.slice(0, 100) });
    await clipboard.writeText(explanationText(explanation));
    return {};
  }
};
