import type { ChangedPc } from '../model/changed-pc';
import { hasText, text } from '../text';

/** The name of a recorded PC to practise on. */
export function demoPcName(id: string): string {
  const key = `app.start.demo.machine.${id}`;
  return hasText(key) ? text(key) : id;
}

/** What a PC that can be changed is called: this PC, or a recorded one as what it is. */
export const pcName = (pc: ChangedPc): string =>
  pc.kind === 'this-pc'
    ? text('history.pc.this-pc')
    : text('history.pc.demo', { name: demoPcName(pc.machine) });
