import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changedPc } from '../../main/demo/machines/sound-pc';
import { networksOf } from '../../main/probe/magic-packet';
import { historySchema, planSchema, type History, type Plan } from '../../shared/model/change';
import type { CliRun } from './programs/cli';
import type { SeenDialog } from './put/dialogs';
import { startSeeder, type Seeder } from './seed';
import { mustRun, startWorker, windows, type Worker } from './session';
import { forgetChanges } from './window/left-behind';

// `reconnect fix`, `history` and `undo` of actions, on the Windows of the lane: the registry, services, credentials and the
// prompt are Windows' own there. What they left is told by Wine's programs and by a second reader of credentials. Each action
// by itself, with what goes wrong, is in native/cases/actions.ts.

let seeder: Seeder;
let person: Worker;
let cli: Worker;
beforeAll(async () => {
  [seeder, person, cli] = await Promise.all([
    startSeeder(),
    startWorker('programs/witness'),
    startWorker('programs/cli')
  ]);
  const pc = changedPc('windows-11', ({ services }) => {
    // What runs as a service there.
    Object.assign(services['TermService'] ?? {}, {
      account: 'LocalSystem',
      path: 'C:\\windows\\system32\\termsv.exe'
    });
  });
  await seeder.seed(pc, [
    { kind: 'service', name: 'TermService' },
    { kind: 'section', section: 'credentials' }
  ]);
});
afterAll(async () => {
  await Promise.all([seeder.stop(), person.stop(), cli.stop()]);
  forgetChanges();
});
beforeEach(forgetChanges);

async function run(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await cli.ask<CliRun>('run', [...args, '--json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}
const plan = async (...args: readonly string[]): Promise<Plan> =>
  planSchema.parse(JSON.parse(await run(...args)));
const history = async (): Promise<History['changes']> =>
  historySchema.parse(JSON.parse(await run('history'))).changes;

const licences = 'HKLM\\SOFTWARE\\Microsoft\\MSLicensing';

describe('an action on the command line', () => {
  it('sets the licence store aside, stands in the history, and gives it back', async () => {
    const value = [
      `${licences}\\Store\\LICENSE000`,
      '/v',
      'ClientLicense',
      '/t',
      'REG_BINARY',
      '/d',
      '00ff10'
    ];
    await mustRun('reg', 'add', ...value, '/f');
    const before = await mustRun('reg', 'query', licences, '/s');
    const dry = await plan('fix', 'licence-store-reset', '--dry-run');
    expect(await mustRun('reg', 'query', licences, '/s')).toBe(before);
    const made = await plan('fix', 'licence-store-reset', '--yes');
    expect(made).toMatchObject({ hash: dry.hash, applied: true, needsElevation: true });
    expect((await windows('reg', 'query', licences)).status).not.toBe(0);
    expect((await history()).map(({ id, state, final }) => [id, state, final])).toEqual([
      [made.changeId, 'applied', undefined]
    ]);
    expect((await plan('undo', made.changeId ?? '', '--yes')).applied).toBe(true);
    expect(await mustRun('reg', 'query', licences, '/s')).toBe(before);
    expect((await history())[0]?.state).toBe('undone');
    expect(await plan('undo', made.changeId ?? '', '--yes')).toMatchObject({
      applied: false,
      alreadyRight: true
    });
    await mustRun('reg', 'delete', licences, '/f');
  });

  it('restarts a service, which cannot be taken back', async () => {
    const made = await plan('fix', 'service-restart', '--param', 'service=TermService', '--yes');
    expect(made.applied).toBe(true);
    expect(await mustRun('sc', 'query', 'TermService')).toContain('RUNNING');
    expect((await history())[0]).toMatchObject({ state: 'applied', final: true });
    const undo = await cli.ask<CliRun>('run', ['undo', made.changeId ?? '', '--yes']);
    expect(undo.code).not.toBe(0);
    expect(undo.err).toContain('cannot be taken back');
  });

  it('saves what a person types at Windows’ own prompt, and takes it away again', async () => {
    const host = 'reconnect-cli-case';
    const saved = async (): Promise<string[]> =>
      (await person.ask<{ target: string }[]>('credentials', null)).map(({ target }) => target);
    const [made, dialog] = await Promise.all([
      plan('fix', 'credential-create', '--param', `host=${host}`, '--yes'),
      person.ask<SeenDialog>('type', {
        ...{ title: `Sign-in for ${host}`, user: 'anna', password: 'secret', withinMs: 30_000 }
      })
    ]);
    expect(dialog.texts.join('\n')).toContain(host);
    expect(made).toMatchObject({ applied: true, needsElevation: false });
    expect(JSON.stringify(made)).not.toContain('secret');
    expect(await saved()).toContain(`TERMSRV/${host}`);
    await plan('undo', made.changeId ?? '', '--yes');
    expect(await saved()).not.toContain(`TERMSRV/${host}`);
  });

  it.skipIf(networksOf(networkInterfaces()).length === 0)('sends a magic packet', async () => {
    const received: number[] = [];
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    socket.on('message', (bytes) => received.push(bytes.length));
    await new Promise<void>((resolve) => socket.bind(9, resolve));
    try {
      expect((await plan('fix', 'wake-host', '--param', 'mac=02-00-5e-10-00-01', '--yes')).applied).toBe(
        true
      );
      await expect.poll(() => received).toContain(102);
    } finally {
      socket.close();
    }
  });
});
