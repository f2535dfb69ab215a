import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { must } from './programs';

const script = fileURLToPath(new URL('plain-client.mjs', import.meta.url));
const answerSchema = z.object({ phase: z.enum(['tcp', 'x224', 'tls']), end: z.string() });
export type Witnessed = z.infer<typeof answerSchema>;

/** How far a plain client of our own comes: TCP, X.224, TLS. Shares no code with the product. */
export async function askWitness(address: string, inside?: string, milliseconds = 3000): Promise<Witnessed> {
  const where = inside === undefined ? [] : ['ip', 'netns', 'exec', inside];
  const output = await must([...where, process.execPath, script, address, '3389', String(milliseconds)]);
  return answerSchema.parse(JSON.parse(output));
}

/** Fails unless the server at that address negotiates and completes TLS. */
export async function mustBeSound(when: string, address: string, inside?: string): Promise<void> {
  const { phase, end } = await askWitness(address, inside);
  if (phase !== 'tls' || !end.startsWith('ok'))
    throw new Error(`${when}, the server itself is not sound: ${phase} ${end}`);
}
