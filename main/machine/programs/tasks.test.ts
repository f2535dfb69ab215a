import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { unavailable } from '../fragment';
import type { Ended, RunProgram } from './run';
import { tasksBy } from './tasks';

const folder = mkdtempSync(join(tmpdir(), 'reconnect-tasks-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const xml =
  '<?xml version="1.0" encoding="UTF-16"?>\n<Task><Actions><Exec><Command>a</Command><Arguments>/d &quot;ж?&quot;</Arguments></Exec></Actions></Task>';
/** As `schtasks /query /xml` tells it: other spaces and marks, no letters beyond the console's. */
const told =
  '<?xml version="1.0" encoding="UTF-16"?>\r\n<Task version="1.2"><Actions>\r\n<Exec><Command>a</Command><Arguments>/d "??"</Arguments></Exec></Actions></Task>\r\n';
const ended = (status: number, stdout = ''): Ended => ({ status, stdout, stderr: '' });

/** Stands in for schtasks.exe. */
function schtasks(answers: Readonly<Record<string, Ended>>): {
  run: RunProgram;
  asked: string[][];
  files: string[];
} {
  const asked: string[][] = [];
  const files: string[] = [];
  return {
    asked,
    files,
    run: ({ program, args }) => {
      expect(program).toBe('schtasks.exe');
      asked.push([...args]);
      const path = args[args.indexOf('/xml') + 1];
      if (args[0] === '/create' && path !== undefined) files.push(readFileSync(path, 'utf16le'));
      return Promise.resolve(answers[args[0] ?? ''] ?? unavailable('timeout', 'it never ended'));
    }
  };
}

test('a task is made from a file in UTF-16 that is gone afterwards, and read back', async () => {
  const { run, asked, files } = schtasks({ '/create': ended(0), '/query': ended(0, told) });
  await tasksBy(run, folder).create('\\Reconnect\\x', xml);
  expect(files).toEqual([`\ufeff${xml}`]);
  expect(asked.map(([verb, ...args]) => [verb, args.filter((one) => !one.startsWith(folder))])).toEqual([
    ['/create', ['/tn', '\\Reconnect\\x', '/xml', '/f']],
    ['/query', ['/tn', '\\Reconnect\\x', '/xml']]
  ]);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['is refused', { '/create': ended(1) }, 'schtasks ended with 1'],
  ['never ends', {}, 'it never ended'],
  ['leaves nothing', { '/create': ended(0), '/query': ended(1) }, 'the task is not there'],
  [
    'comes to another task',
    { '/create': ended(0), '/query': ended(0, told.replace('<Command>a', '<Command>b')) },
    'the task is another one'
  ],
  [
    'runs as somebody else',
    {
      '/create': ended(0),
      '/query': ended(
        0,
        told.replace(
          '<Actions>',
          '<Principals><Principal><UserId>x</UserId></Principal></Principals><Actions>'
        )
      )
    },
    'the task is another one'
  ]
])('making one that %s fails, and leaves no file', async (_what, answers, detail) => {
  await expect(tasksBy(schtasks(answers).run, folder).create('\\x', xml)).rejects.toMatchObject({
    name: 'WriteFailed',
    detail
  });
  expect(readdirSync(folder)).toEqual([]);
});

test('where its file cannot be written nothing is made', async () => {
  const { run, asked } = schtasks({ '/create': ended(0) });
  const gone = join(folder, 'gone');
  await expect(tasksBy(run, gone).create('\\x', xml)).rejects.toMatchObject({ detail: 'ENOENT' });
  expect(existsSync(gone)).toBe(false);
  expect(asked).toEqual([]);
});

test('a task that is not there is away; one that stays is not', async () => {
  await tasksBy(schtasks({ '/delete': ended(0) }).run, folder).remove('\\x');
  await tasksBy(schtasks({ '/delete': ended(1), '/query': ended(1) }).run, folder).remove('\\x');
  await expect(
    tasksBy(schtasks({ '/delete': ended(5), '/query': ended(0, told) }).run, folder).remove('\\x')
  ).rejects.toMatchObject({ detail: 'schtasks ended with 5' });
});
