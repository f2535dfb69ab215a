import { stageIds } from '../../shared/model/stage';
import { text } from '../../shared/text';
import type { Progress } from '../diagnosis/run';
import type { Output } from './output';

/** Back to the start of the line and clear it: https://en.wikipedia.org/wiki/ANSI_escape_code */
export const startAnew = '\r\u001b[K';

const isShown = (output: Output, json: boolean): boolean => output.live && !json;

/** One line on a terminal that says what is being waited for; silent elsewhere. */
export function progressLine(output: Output, json: boolean): (progress: Progress) => void {
  if (!isShown(output, json)) return () => undefined;
  return ({ active: [now], diagnosis }) => {
    if (!now) return;
    const step = text(`app.run.step.${now.id}.name`);
    const line = text('cli.progress', { step, done: diagnosis.stages.length, total: stageIds.length });
    void output.err(`${startAnew}${line}`);
  };
}

/** The same for a list of readings. */
export function countLine(
  output: Output,
  json: boolean
): (progress: { readonly done: number; readonly of: number }) => void {
  if (!isShown(output, json)) return () => undefined;
  return ({ done, of }) => {
    void output.err(`${startAnew}${text('cli.this-pc.progress', { done, of })}`);
  };
}

/** Makes room for the result. */
export async function clearProgress(output: Output, json: boolean): Promise<void> {
  if (isShown(output, json)) await output.err(startAnew);
}
