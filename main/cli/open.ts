import { text } from '../../shared/text';
import { roleSchema, type Role } from '../../shared/model/machine-diagnosis';
import { endsOf, judgeMachine } from '../diagnosis/judge-machine';
import { readRecording } from './image-option';
import { printMachine } from './print-machine';
import type { Command } from './run-command';
import { readHostName } from './target-option';
import { UsageError } from './usage-error';

/** `reconnect open <image.json>`: what a recorded PC shows. */
export const open: Command = {
  help: 'cli.open.help',
  options: {
    json: { type: 'boolean' },
    with: { type: 'string' },
    role: { type: 'string' },
    target: { type: 'string' }
  },
  run: async (words, values, output) => {
    const [path, second] = words;
    if (path === undefined || path === '') throw new UsageError(text('cli.open.no-file'));
    if (second !== undefined) throw new UsageError(text('cli.open.one-file', { word: second }));
    const other = values['with'];
    const role = readRole(values['role']);
    if (other !== undefined && role !== 'both') throw new UsageError(text('cli.open.role-and-with'));
    if (other === '') throw new UsageError(text('cli.open.no-file'));
    const target = readHostName(values['target']);
    const image = await readRecording(path);
    const host = typeof other === 'string' ? await readRecording(other) : undefined;
    const diagnosis = judgeMachine(endsOf(role, image, host), { target });
    return printMachine(diagnosis, false, values['json'] === true, output);
  }
};

/** @throws UsageError */
export function readRole(value: string | boolean | undefined): Role {
  const read = roleSchema.safeParse(value ?? 'both');
  if (!read.success) throw new UsageError(text('cli.open.role', { role: String(value) }));
  return read.data;
}
