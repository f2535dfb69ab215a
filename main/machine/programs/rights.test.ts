import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Fragment } from '../fragment';
import { parseRights, readRights, type RightsOptions } from './rights';
import type { Ended, RunProgram } from './run';

const temporary = mkdtempSync(join(tmpdir(), 'reconnect-rights-'));
afterAll(() => rmSync(temporary, { recursive: true }));

const inf = [
  '[Unicode]',
  'Unicode=yes',
  '[Privilege Rights]',
  'SeNetworkLogonRight = *S-1-1-0,*S-1-5-32-544',
  'SeRemoteInteractiveLogonRight = *S-1-5-32-544,*S-1-5-32-555',
  'SeDenyRemoteInteractiveLogonRight = Guest, anna',
  '[Version]',
  'signature="$CHICAGO$"',
  'SeDebugPrivilege = *S-1-5-32-546'
].join('\r\n');

/** Stands in for secedit: writes what it is given where it is told to. */
const secedit =
  (content: string | null, status = 0, calls: string[][] = []): RunProgram =>
  ({ args }): Promise<Ended> => {
    calls.push([...args]);
    const file = args[args.indexOf('/cfg') + 1] ?? '';
    if (content !== null) writeFileSync(file, Buffer.from(`\uFEFF${content}`, 'utf16le'));
    return Promise.resolve({ status, stdout: '', stderr: '' });
  };
const read = (run: RunProgram, names: string[], more: Partial<RightsOptions> = {}): Promise<Fragment> =>
  readRights(run, { elevated: () => true, temporary, ...more })(
    names.map((name) => ({ kind: 'right', name })),
    new AbortController().signal
  );

describe('user rights', () => {
  it('are SIDs, and empty where nobody holds one', async () => {
    expect(
      await read(secedit(inf), ['SeRemoteInteractiveLogonRight', 'senetworklogonright', 'SeDebugPrivilege'])
    ).toEqual({
      rights: {
        SeRemoteInteractiveLogonRight: ['S-1-5-32-544', 'S-1-5-32-555'],
        senetworklogonright: ['S-1-1-0', 'S-1-5-32-544'],
        SeDebugPrivilege: []
      }
    });
  });

  it('find the SID of an account that is named, or say that it is not known', async () => {
    const resolve = (name: string): string | null => (name === 'anna' ? 'S-1-5-21-1-2-3-1001' : null);
    const right = 'SeDenyRemoteInteractiveLogonRight';
    expect(await read(secedit(inf), [right], { resolve })).toMatchObject({
      rights: { [right]: [{ unavailable: 'failed' }, 'S-1-5-21-1-2-3-1001'] }
    });
    expect(await read(secedit(inf), [right])).toMatchObject({
      rights: { [right]: [{ unavailable: 'failed' }, { unavailable: 'failed' }] }
    });
  });

  it('are asked for nobody who may not see them', async () => {
    const calls: string[][] = [];
    expect(await read(secedit(inf, 0, calls), ['SeDebugPrivilege'], { elevated: () => false })).toMatchObject(
      {
        rights: { SeDebugPrivilege: { unavailable: 'access-denied' } }
      }
    );
    expect(calls).toEqual([]);
  });

  it.each([
    ['writes no file, as one that only pretends', null, 0, 'failed'],
    ['writes an empty file', '', 0, 'failed'],
    ['fails', inf, 1, 'failed'],
    ['is denied', null, 5, 'access-denied']
  ])('are unavailable when secedit %s', async (_name, content, status, reason) => {
    expect(await read(secedit(content, status), ['SeDebugPrivilege'])).toMatchObject({
      rights: { SeDebugPrivilege: { unavailable: reason } }
    });
  });

  it('are unavailable when there is no place for the file', async () => {
    expect(
      await read(secedit(inf), ['SeDebugPrivilege'], { temporary: join(temporary, 'none') })
    ).toMatchObject({
      rights: { SeDebugPrivilege: { unavailable: 'failed' } }
    });
  });

  it('leave no file behind, however it went', async () => {
    await read(secedit(inf), ['SeDebugPrivilege']);
    await read(secedit(inf, 1), ['SeDebugPrivilege']);
    await read(() => Promise.reject(new Error('broken')), ['SeDebugPrivilege']);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('are asked for with these arguments alone', async () => {
    const calls: string[][] = [];
    await read(secedit(inf, 0, calls), ['SeDebugPrivilege']);
    expect(calls[0]?.map((arg) => (arg.endsWith('rights.inf') ? '<file>' : arg))).toEqual([
      '/export',
      '/cfg',
      '<file>',
      '/areas',
      'USER_RIGHTS',
      '/quiet'
    ]);
  });

  it('are read from their own section only', () => {
    expect(parseRights(inf)?.has('sedebugprivilege')).toBe(false);
    expect(parseRights('[Version]\r\nSeDebugPrivilege = *S-1-1-0')).toBeNull();
  });
});
