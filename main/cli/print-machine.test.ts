import { expect, it } from 'vitest';
import { thisPcCommand } from './this-pc';

async function printed(words: Readonly<Record<string, string | boolean>>): Promise<string> {
  let out = '';
  const output = {
    out: (text: string) => Promise.resolve(void (out += text)),
    err: () => Promise.resolve(),
    colour: false,
    live: false
  };
  const noDoor = {
    open: (): never => {
      throw new Error('a demo opens no PC');
    }
  };
  await thisPcCommand(noDoor).run([], words, output, new AbortController().signal);
  return out;
}

it('says first that a demo PC is one, and who recorded it', async () => {
  const lines = (await printed({ demo: '' })).split('\n');
  expect(lines[0]).toBe('Demo “healthy-pc”: a recorded PC.');
  expect(lines).toContainEqual(expect.stringMatching(/^Recorded by \S/));
});

it('names the demo PC in JSON too', async () => {
  expect(JSON.parse(await printed({ demo: 'old-client', json: true }))).toMatchObject({
    demo: { machine: 'old-client' }
  });
});
