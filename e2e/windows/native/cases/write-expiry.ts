import { match, ok, rejects, strictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { applyFix } from '../../../../main/changes/apply';
import type { Desk } from '../../../../main/changes/desk';
import { restoreExpired } from '../../../../main/changes/expiry';
import { expiryTasksBy } from '../../../../main/changes/expiry-tasks';
import type { JournalRecord } from '../../../../main/changes/journal-record';
import { Refused } from '../../../../main/changes/refused';
import { undoChange } from '../../../../main/changes/undo';
import { fixes } from '../../../../main/fixes';
import type { SettingsFix } from '../../../../main/fixes/define-fix';
import { registryData } from '../../../../main/machine/native/registry-data';
import { nativeReaders } from '../../../../main/machine/native';
import { setRawValue } from '../../../../main/machine/native/write-registry';
import { runFrom, systemFolder, type RunProgram } from '../../../../main/machine/programs/run';
import { tasksBy } from '../../../../main/machine/programs/tasks';
import { thisPc } from '../../../../main/machine/this-pc';
import { thisPcWriting } from '../../../../main/machine/this-pc-writing';
import { way } from '../../../../main/machine/way';
import type { RegistryData } from '../../../../shared/model/machine-image';
import { type Cases, windowsProgram } from './case';

interface Action {
  readonly Command: string;
  readonly Arguments: string;
}
/** Of a task that schtasks.exe was given, by its name: Wine takes it, and keeps neither what it runs nor as whom. */
const given = new Map<string, readonly Action[]>();

const schtasks = runFrom(systemFolder());
const noting: RunProgram = (call, signal) => {
  const [verb, , name, , path] = call.args;
  if (verb === '/create' && name !== undefined && path !== undefined)
    given.set(name, actionsOf(readFileSync(path, 'utf16le')));
  return schtasks(call, signal);
};

function actionsOf(xml: string): readonly Action[] {
  match(xml, /^\ufeff.*<UserId>S-1-5-18<\/UserId>/s);
  const { Task } = new XMLParser({ parseTagValue: false }).parse(xml.slice(1)) as {
    readonly Task: { readonly Actions: { readonly Exec: readonly Action[] } };
  };
  return Task.Actions.Exec;
}

function newDesk(): Desk & { readonly records: readonly unknown[] } {
  const records: unknown[] = [];
  return {
    records,
    machine: thisPcWriting(thisPc({ native: way(nativeReaders), programs: way({}), script: way({}) })),
    journal: {
      records: () => Promise.resolve([...records]),
      append: (record: JournalRecord) => Promise.resolve(void records.push(record))
    },
    newId: () => `${process.pid}-${Date.now()}`,
    expiryTasks: expiryTasksBy(tasksBy(noting, tmpdir()))
  };
}

const fixOf = (id: string): SettingsFix => fixes.get(id) as SettingsFix;
const listener = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp';
const system = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System';
const nla = { key: listener, value: 'UserAuthentication' };

function exported(key: string): string {
  const file = join(tmpdir(), `reconnect-${process.pid}-expiry.reg`);
  windowsProgram('reg', 'export', key, file, '/y');
  const text = readFileSync(file, 'utf16le');
  rmSync(file);
  return text;
}

/** Where Windows keeps its tasks, in files of their definitions. */
const taskFile = (changeId: string | null): string =>
  join(String(process.env['SystemRoot']), 'System32', 'Tasks', 'Reconnect', String(changeId));

function actionsFor(changeId: string | null): readonly Action[] {
  const actions = given.get(`\\Reconnect\\${changeId}`);
  if (!actions) throw new Error('no task was given to schtasks.exe');
  ok(existsSync(taskFile(changeId)));
  return actions;
}

/** Stands in for the task scheduler, which Wine does not have: runs what schtasks.exe was given, as it stands. */
function runActions(actions: readonly Action[]): void {
  for (const { Command, Arguments } of actions) {
    const path = Command.replace(/%SystemRoot%/g, String(process.env['SystemRoot']));
    ok(existsSync(path), path);
    const { error } = spawnSync(path, [Arguments], { windowsVerbatimArguments: true, stdio: 'ignore' });
    strictEqual(error, undefined);
  }
}

const text = (words: string): Buffer => Buffer.from(`${words}\0`, 'utf16le');
/** What a value may hold that a task can carry, by type and bytes. */
const carried: readonly (readonly [number, Buffer])[] = [
  [4, Buffer.from([1, 0, 0, 0])],
  [4, Buffer.from([0xff, 0xff, 0xff, 0xff])],
  [11, Buffer.from('feffffffffffff80', 'hex')],
  [3, Buffer.from('00ff10', 'hex')],
  [3, Buffer.alloc(0)],
  [1, text('two words & <more>')],
  [1, text('')],
  [2, text('C:\\x ж')],
  [7, text('a b\0c\0')]
];

export const writeExpiryCases: Cases = {
  'a downgrade is ended by the task that was registered for it, with the app gone, and the task with it':
    async () => {
      await setRawValue(nla, { type: 4, bytes: Buffer.from([1, 0, 0, 0]) });
      const before = exported(listener);
      const plan = await applyFix(newDesk(), fixOf('nla-off'), {});
      ok(exported(listener) !== before);
      const actions = actionsFor(plan.changeId);
      runActions(actions);
      strictEqual(exported(listener), before);
      ok(!existsSync(taskFile(plan.changeId)));
      // Once more, as at a start of Windows after its time.
      runActions(actions);
      strictEqual(exported(listener), before);
      windowsProgram('reg', 'delete', listener, '/f');
    },

  'whatever a task can carry comes back byte for byte': async () => {
    const { machine, expiryTasks } = newDesk();
    const places = carried.map((_, at) => ({
      kind: 'registry-value' as const,
      key: listener,
      value: `Value ${at}`,
      type: 'REG_DWORD' as const
    }));
    for (const [at, [type, bytes]] of carried.entries())
      await setRawValue({ key: listener, value: `Value ${at}` }, { type, bytes });
    const before = exported(listener);
    const returns = places.map(async (place, at) => ({
      place,
      to: registryData(...(carried[at] ?? [0, Buffer.alloc(0)])) as RegistryData,
      capture: await machine.capture(place)
    }));
    const task = {
      changeId: 'carried',
      expiresAt: '2026-01-01T00:00:00Z',
      seconds: 1800,
      endsAtRestart: true
    };
    await expiryTasks?.register({ ...task, returns: await Promise.all(returns) });
    for (const place of places) await machine.write(place, ['REG_DWORD', 77]);
    runActions(actionsFor('carried'));
    strictEqual(exported(listener), before);
    windowsProgram('reg', 'delete', listener, '/f');
  },

  'a value that was not there goes by the task, and its key by the app that comes later': async () => {
    const before = exported(system);
    const desk = newDesk();
    const plan = await applyFix(desk, fixOf('credssp-bridge'), {});
    runActions(actionsFor(plan.changeId));
    match(exported(system), /CredSSP\\Parameters\]/);
    ok(!exported(system).includes('AllowEncryptionOracle'));
    const done = await restoreExpired(desk, Date.now() + 31 * 60_000);
    strictEqual(done.length, 1);
    strictEqual(exported(system), before);
    match(JSON.stringify(desk.records[desk.records.length - 1]), /"undone".*"expiry"/);
  },

  'a person who undoes it takes the task away with it': async () => {
    await setRawValue(nla, { type: 4, bytes: Buffer.from([1, 0, 0, 0]) });
    const before = exported(listener);
    const desk = newDesk();
    const { changeId } = await applyFix(desk, fixOf('nla-off'), {});
    ok(existsSync(taskFile(changeId)));
    await undoChange(desk, String(changeId), { force: false, dryRun: false });
    ok(!existsSync(taskFile(changeId)));
    strictEqual(exported(listener), before);
    windowsProgram('reg', 'delete', listener, '/f');
  },

  'what no task can carry is not begun': async () => {
    // A mark within, and bytes without the NUL at the end are nothing that reg.exe gives back.
    for (const bytes of [text('a "b"'), text('a\0')]) {
      await setRawValue(nla, { type: 1, bytes });
      const before = exported(listener);
      const desk = newDesk();
      await rejects(
        applyFix(desk, fixOf('nla-off'), {}),
        (error) => error instanceof Refused && error.reason === 'no-expiry-task'
      );
      strictEqual(exported(listener), before);
      match(JSON.stringify(desk.records[desk.records.length - 1]), /"failed".*"stayed":\[\]/);
    }
    windowsProgram('reg', 'delete', listener, '/f');
  }
};
