import { expect, it } from 'vitest';
import { historyOf } from '../changes/history';
import { pcOf } from '../changes/pc';
import type { Desk } from '../changes/desk';
import type { Params } from '../fixes/define-fix';
import { manager, type Saved } from './credential-manager.test-data';
import type { ActionDoors } from './doors';
import { makeAction } from './make';
import { things } from './things.test-data';
import { undoAction } from './undo';
import { actionFix, world, type World } from './world.test-data';

// The power goes before each thing that an action changes, the journal included. What was there before stands there again
// when the action is taken back, or was never touched.

interface Case {
  readonly id: string;
  readonly params?: Params;
  /** A PC as it is before, and what there is on it. */
  readonly make: () => { readonly on: World; readonly now: () => unknown };
}

const licences = 'HKLM\\SOFTWARE\\Microsoft\\MSLicensing';
const cache = '%LOCALAPPDATA%\\Microsoft\\Terminal Server Client\\Cache';
const file = '%USERPROFILE%\\a.rdp';

const moved = (path: string) => (): ReturnType<Case['make']> => {
  const found = new Map([[path, 'old']]);
  return { on: world(undefined, things(found)), now: () => [...found] };
};

function rdpFile(): ReturnType<Case['make']> {
  const found = new Map([[file, 'server port:i:3390']]);
  const on = world((pc) => (pc.rdpFiles = [{ path: file, lines: ['server port:i:3390'] }]), {
    files: {
      isThere: (path) => Promise.resolve(found.has(path)),
      read: (path) => Promise.resolve(found.has(path) ? Buffer.from(found.get(path) ?? '') : null),
      create: (path, bytes) => Promise.resolve(void found.set(path, bytes.toString())),
      removeFile: (path) => Promise.resolve(void found.delete(path))
    }
  });
  return { on, now: () => [...found] };
}

function signIn(): ReturnType<Case['make']> {
  const saved: Saved[] = [{ type: 'generic', user: 'PC9\\old', lastWritten: '' }];
  const on = manager(saved, { user: 'PC9\\new', password: Buffer.from('x', 'utf16le') });
  return { on, now: () => saved.map(({ type, user }) => `${type} ${user}`) };
}

function certificate(): ReturnType<Case['make']> {
  const store = 'LocalMachine\\Remote Desktop';
  const list = (): Record<string, unknown>[] => on.pc.certificates[store] as Record<string, unknown>[];
  const [own] = list0();
  const on: World = world(undefined, {
    certificates: {
      keep: (_store, thumbprint) =>
        Promise.resolve(list().some((one) => one['thumbprint'] === thumbprint) ? 'c0ffee' : null),
      remove: () => Promise.resolve(void (on.pc.certificates[store] = [])),
      give: () => Promise.resolve(void list().push(own ?? {}))
    }
  });
  function list0(): Record<string, unknown>[] {
    return JSON.parse(JSON.stringify(world().pc.certificates[store])) as Record<string, unknown>[];
  }
  return { on, now: () => list().map((one) => one['thumbprint']) };
}

const cases: readonly Case[] = [
  { id: 'licence-store-reset', make: moved(licences) },
  { id: 'bitmap-cache-reset', make: moved(cache) },
  { id: 'rdp-file-correct', params: { file, line: 'server port:i:3389' }, make: rdpFile },
  { id: 'credential-create', params: { host: 'pc9' }, make: signIn },
  { id: 'certificate-renew', make: certificate }
];

class PowerGone extends Error {}

/** What changes something, by the door that it belongs to. */
const changing: readonly string[] = [
  ...['bring', 'remove', 'give', 'rename', 'removeFolder', 'create', 'removeFile', 'save', 'restore']
];

/** The same PC, whose power goes before the `left`-th change. */
function dying({ desk, doors }: World, left: number): { desk: Desk; doors: ActionDoors } {
  let rest = left;
  const step = (): void => {
    rest -= 1;
    if (rest < 0) throw new PowerGone();
  };
  const door = (of: object): object =>
    Object.fromEntries(
      Object.entries(of).map(([name, work]: [string, (...args: unknown[]) => unknown]) => [
        name,
        changing.includes(name)
          ? (...args: unknown[]) =>
              Promise.resolve()
                .then(step)
                .then(() => work(...args))
          : work
      ])
    );
  const all = Object.entries(doors).map(([name, one]: [string, unknown]) => [
    name,
    typeof one === 'object' && one !== null ? door(one) : one
  ]);
  return {
    desk: {
      ...desk,
      journal: {
        records: desk.journal.records,
        append: async (record) => {
          step();
          await desk.journal.append(record);
        }
      }
    },
    doors: Object.fromEntries(all) as ActionDoors
  };
}

let points = 0;

it.each(cases)('$id loses nothing wherever it is cut short', async ({ id, params = {}, make }) => {
  const fix = actionFix(id);
  const read = fix.params.parse(params);
  for (let left = 0; ; left += 1) {
    const { on, now } = make();
    const before = now();
    const { desk, doors } = dying(on, left);
    const cut: unknown = await makeAction(desk, doors, fix, read).catch((error: unknown) => error);
    if (!(cut instanceof PowerGone)) break;
    points += 1;
    const records = await on.records();
    const [told] = historyOf(pcOf(await on.desk.machine.look([])), records).changes;
    if (told) {
      expect(told.state, `before change ${left}`).toBe('partly');
      await undoAction(on.desk, on.doors, told.id, { force: false, dryRun: false });
      const [after] = historyOf(pcOf(await on.desk.machine.look([])), await on.records()).changes;
      expect(after?.state).toBe('undone');
    }
    expect(now(), `before change ${left}`).toEqual(before);
  }
});

it('was cut short at many points', () => {
  process.stderr.write(`${points} kill points of actions, 0 lost\n`);
  expect(points).toBeGreaterThan(12);
});
