import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readTarget } from './target';

const folder = mkdtempSync(join(tmpdir(), 'reconnect-target-'));
afterAll(() => rmSync(folder, { recursive: true }));
const content = 'full address:s:pc9\r\n';

it('takes a name as typed', () => {
  expect(readTarget('pc9:3390', folder)).toEqual({ kind: 'typed', text: 'pc9:3390' });
});
it('reads a Remote Desktop file, relative to the folder it was asked in, as mstsc saves it and as UTF-8', () => {
  writeFileSync(
    join(folder, 'a.RDP'),
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(content, 'utf16le')])
  );
  writeFileSync(join(folder, 'b.rdp'), content);
  expect(readTarget('a.RDP', folder)).toEqual({ kind: 'rdp-file', content });
  expect(readTarget('b.rdp', folder)).toEqual({ kind: 'rdp-file', content });
});
it('takes the name of a file that is not there as a name', () => {
  expect(readTarget('pc9.rdp', folder)).toEqual({ kind: 'typed', text: 'pc9.rdp' });
});
