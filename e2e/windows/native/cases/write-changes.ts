import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyFix } from '../../../../main/changes/apply';
import type { Desk } from '../../../../main/changes/desk';
import type { JournalRecord } from '../../../../main/changes/journal-record';
import { Refused } from '../../../../main/changes/refused';
import { undoChange } from '../../../../main/changes/undo';
import { fixes } from '../../../../main/fixes';
import type { SettingsFix } from '../../../../main/fixes/define-fix';
import { nativeReaders } from '../../../../main/machine/native';
import { thisPc } from '../../../../main/machine/this-pc';
import { thisPcWriting } from '../../../../main/machine/this-pc-writing';
import { way } from '../../../../main/machine/way';
import { type Cases, windowsProgram } from './case';
import { put, remove, seen } from './write-credentials';

/** Planning, journal and undo of the app over the real Windows of the lane, read and written by native calls alone. */
function newDesk(): Desk {
  const records: string[] = [];
  let last = 0;
  return {
    machine: thisPcWriting(thisPc({ native: way(nativeReaders), programs: way({}), script: way({}) })),
    // As text: nothing but what a file can hold comes back.
    journal: {
      records: () => Promise.resolve(records.map((one) => JSON.parse(one) as unknown)),
      append: (record: JournalRecord) => {
        records.push(JSON.stringify(record));
        return Promise.resolve();
      }
    },
    newId: () => String((last += 1))
  };
}

function fixOf(id: string): SettingsFix {
  const fix = fixes.get(id);
  if (fix === undefined || !('changes' in fix)) throw new Error(`no fix ${id} that changes settings`);
  return fix;
}

const control = 'HKLM\\SYSTEM\\CurrentControlSet\\Control';
const listener = `${control}\\Terminal Server\\WinStations\\RDP-Tcp`;
const policies = 'HKLM\\SOFTWARE\\Policies';
const service = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\TermService';

/** Keys whole, as `reg export` writes them. */
function exported(...keys: readonly string[]): string {
  const file = join(tmpdir(), `reconnect-${process.pid}-changes.reg`);
  const texts = keys.map((key) => {
    windowsProgram('reg', 'export', key, file, '/y');
    return readFileSync(file, 'utf16le');
  });
  rmSync(file);
  return texts.join('\n');
}

const valueOf = (key: string, value: string): string =>
  /REG_DWORD\s+(0x[0-9a-f]+)/.exec(windowsProgram('reg', 'query', key, '/v', value))?.[1] ?? '';
const stateOf = (name: string): string =>
  /STATE\s*:\s*\d+\s+(\w+)/.exec(windowsProgram('sc', 'query', name))?.[1] ?? '';

export const writeChangeCases: Cases = {
  'a fix of the registry, whose key is not there yet: applied, and undone to an equal registry': async () => {
    const before = exported(control);
    const desk = newDesk();
    const plan = await applyFix(desk, fixOf('nla-on'), {});
    strictEqual(plan.applied, true);
    strictEqual(valueOf(listener, 'UserAuthentication'), '0x1');
    const again = await applyFix(desk, fixOf('nla-on'), {});
    strictEqual(again.alreadyRight, true);
    await undoChange(desk, String(plan.changeId), { dryRun: false, force: false });
    strictEqual(exported(control), before);
  },

  'a second fix in the key that the first one made: undone in either order, the key goes with the last':
    async () => {
      const before = exported(control);
      for (const order of [0, 1]) {
        const desk = newDesk();
        const first = await applyFix(desk, fixOf('nla-on'), {});
        const second = await applyFix(desk, fixOf('listener-on'), {});
        const ids = [String(first.changeId), String(second.changeId)];
        for (const id of order === 0 ? ids : ids.reverse())
          await undoChange(desk, id, { dryRun: false, force: false });
        strictEqual(exported(control), before, String(order));
      }
    },

  'a fix that policy forbids writes nothing': async () => {
    const key = `${policies}\\Microsoft\\Windows NT\\Terminal Services`;
    const before = exported(control);
    windowsProgram('reg', 'add', key, '/v', 'UserAuthentication', '/t', 'REG_DWORD', '/d', '0', '/f');
    try {
      await rejects(
        applyFix(newDesk(), fixOf('nla-on'), {}),
        (error) => error instanceof Refused && error.reason === 'managed-by-policy'
      );
      strictEqual(exported(control), before);
    } finally {
      windowsProgram('reg', 'delete', key, '/f');
    }
  },

  'a service that is disabled: manual and running, and disabled and stopped again': async () => {
    windowsProgram('reg', 'add', service, '/v', 'DelayedAutostart', '/t', 'REG_DWORD', '/d', '1', '/f');
    const made = exported(service);
    const desk = newDesk();
    const { machine } = desk;
    const place = { kind: 'service-start-type', name: 'TermService' } as const;
    const original = await machine.capture(place);
    try {
      await machine.write(place, 'disabled');
      const before = exported(service);
      const plan = await applyFix(desk, fixOf('service-enable'), { service: 'TermService' });
      deepStrictEqual(
        plan.changes.map(({ where, before, after }) => [where, before, after]),
        [
          ['services/TermService/startType', 'disabled', 'manual'],
          ['services/TermService/state', 'stopped', 'running']
        ]
      );
      strictEqual(stateOf('TermService'), 'RUNNING');
      strictEqual(valueOf(service, 'Start'), '0x3');
      await undoChange(desk, String(plan.changeId), { dryRun: false, force: false });
      strictEqual(stateOf('TermService'), 'STOPPED');
      strictEqual(exported(service), before);
      match(before, /"Start"=dword:00000004/);
    } finally {
      await machine.restore(place, original);
      strictEqual(exported(service), made);
      windowsProgram('reg', 'delete', service, '/v', 'DelayedAutostart', '/f');
    }
  },

  'saved sign-ins of one host: removed, and those that Windows lets go of given back': async () => {
    const host = 'reconnect-change-case';
    const [target, other] = [`TERMSRV/${host}`, `TERMSRV/${host}-2`];
    const secret = Buffer.from('a secret of this case', 'utf16le');
    const generic = { type: 1, persistence: 3, user: 'PC9\\anna', comment: null, secret };
    const ofDomain = { type: 2, persistence: 2, user: 'DOM\\anna', comment: null, secret };
    try {
      put(generic, target);
      put(generic, other);
      const desk = newDesk();
      const plan = await applyFix(desk, fixOf('credential-remove'), { host });
      strictEqual(seen(1, target), null);
      deepStrictEqual(seen(1, other), generic);
      const journal = JSON.stringify(await desk.journal.records());
      for (const encoding of ['utf16le', 'base64', 'hex'] as const)
        strictEqual(journal.includes(secret.toString(encoding)), false);
      await undoChange(desk, String(plan.changeId), { dryRun: false, force: false });
      deepStrictEqual(seen(1, target), generic);
      remove(target, 1, 0);

      put(ofDomain, target);
      const second = await applyFix(desk, fixOf('credential-remove'), { host });
      strictEqual(seen(2, target), null);
      await rejects(
        undoChange(desk, String(second.changeId), { dryRun: false, force: false }),
        (error) => error instanceof Refused && error.detail === 'the password cannot be given back'
      );
    } finally {
      for (const [one, type] of [
        [target, 1],
        [target, 2],
        [other, 1]
      ] as const)
        remove(one, type, 0);
    }
  }
};
