import { text } from '../../shared/text';
import { roleSchema, type Role } from '../../shared/model/machine-diagnosis';
import type { MachineImage } from '../../shared/model/machine-image';
import { judgeMachine, type Ends } from '../diagnosis/judge-machine';
import { ImageRefused, readImageFile } from '../machine/read-image';
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
    const image = await readImage(path);
    const ends =
      typeof other === 'string' ? { client: image, host: await readImage(other) } : endsOf(image, role);
    return printMachine(judgeMachine(ends, { target }), false, values['json'] === true, output);
  }
};

/** @throws UsageError */
export function readRole(value: string | boolean | undefined): Role {
  const read = roleSchema.safeParse(value ?? 'both');
  if (!read.success) throw new UsageError(text('cli.open.role', { role: String(value) }));
  return read.data;
}

/** One PC as the ends that a role names. */
export const endsOf = (image: MachineImage, role: Role): Ends => ({
  client: role === 'host' ? null : image,
  host: role === 'client' ? null : image
});

async function readImage(path: string): Promise<MachineImage> {
  if (/\.zip$/i.test(path)) throw new UsageError(text('cli.open.bundle', { path }));
  try {
    return await readImageFile(path);
  } catch (error) {
    if (!(error instanceof ImageRefused)) throw error;
    const { fault, place, expected } = error;
    throw new UsageError(text(`pc.image.${fault}`, { path, place, expected }));
  }
}
