import { describe, expect, it } from 'vitest';
import { historyOf } from '../changes/history';
import { pcOf } from '../changes/pc';
import { rdpTcp, setValue, type DraftPc } from '../demo/machines/sound-pc';
import { WriteFailed } from '../machine/writing';
import { makeAction } from './make';
import { planAction } from './plan';
import { undoAction } from './undo';
import { actionFix, world, type World } from './world.test-data';

const fix = actionFix('certificate-renew');
const store = 'LocalMachine\\Remote Desktop';
const old = '5f1c0a7d3b9e482c6d1f00a1b2c3d4e5f6071829';

interface Options {
  /** The service whose restart makes Windows make a new one. */
  readonly maker?: string;
  readonly change?: (pc: DraftPc) => void;
  readonly give?: () => Promise<void>;
}

function host({ maker, change, give }: Options = {}): World {
  const list = (): Record<string, unknown>[] => made.pc.certificates[store] as Record<string, unknown>[];
  const note = (what: string): void => void made.done.push(what);
  const made: World = world(change, {
    services: {
      bring: (name, state) => {
        note(`${name} ${state}`);
        if (name === maker && state === 'running')
          list().push({ ...list()[0], thumbprint: 'aa'.repeat(20), subject: 'CN=PC7', issuer: 'CN=PC7' });
        return Promise.resolve();
      }
    },
    certificates: {
      keep: (_store, thumbprint) =>
        Promise.resolve(list().some((one) => one['thumbprint'] === thumbprint) ? 'c0ffee' : null),
      remove: (_store, thumbprint) => {
        note('removed');
        made.pc.certificates[store] = list().filter((one) => one['thumbprint'] !== thumbprint);
        return Promise.resolve();
      },
      give:
        give ??
        ((_store, kept) => {
          note(`given ${kept}`);
          list().push({ thumbprint: old, subject: 'CN=PC7', issuer: 'CN=PC7' });
          return Promise.resolve();
        })
    }
  });
  return made;
}
const image = ({ pc }: World) => JSON.parse(JSON.stringify(pc)) as Parameters<typeof pcOf>[0];
const stateOf = async ({ desk, records }: World): Promise<string | undefined> =>
  historyOf(pcOf(await desk.machine.look([])), await records()).changes[0]?.state;
const make = ({ desk, doors }: World) => makeAction(desk, doors, fix, {});

describe('a new certificate', () => {
  it('cuts nobody off where looking after it is enough', async () => {
    const made = host({ maker: 'SessionEnv' });
    expect((await make(made)).applied).toBe(true);
    expect(made.done.filter((one) => one !== 'wait')).toEqual([
      'journal: acting',
      'removed',
      'SessionEnv stopped',
      'SessionEnv running',
      'journal: acted'
    ]);
  });

  it('restarts the listener where that did not help', async () => {
    const made = host({ maker: 'TermService' });
    await make(made);
    expect(made.done).toContain('TermService running');
    expect(made.done).not.toContain('given c0ffee');
  });

  it('gives the old one back where Windows makes none', async () => {
    const made = host();
    await expect(make(made)).rejects.toMatchObject({ reason: 'failed', detail: 'no-new-certificate' });
    expect(made.done.slice(-2)).toEqual(['given c0ffee', 'journal: failed']);
    expect(await stateOf(made)).toBe('undone');
  });

  it('says that the listener has none where even that fails, and gives it back later', async () => {
    let fails = true;
    const made: World = host({
      give: () => {
        if (fails) return Promise.reject(new WriteFailed('error 5'));
        made.done.push('given');
        return Promise.resolve();
      }
    });
    await expect(make(made)).rejects.toMatchObject({ detail: 'no-new-certificate; error 5' });
    expect(await stateOf(made)).toBe('partly');
    fails = false;
    const [first] = (await made.records()) as { id: string }[];
    const back = await undoAction(made.desk, made.doors, first?.id ?? '', { force: false, dryRun: false });
    expect(back.applied).toBe(true);
    expect(made.done).toContain('given');
    expect(await stateOf(made)).toBe('undone');
  });

  it('is refused for one that somebody chose, of another store, or that others have signed', () => {
    const refused = (change: (pc: DraftPc) => void) => () =>
      planAction(pcOf(image(host({ change }))), fix, {});
    const notSupported: unknown = expect.objectContaining({ reason: 'not-supported' });
    expect(refused((pc) => setValue(pc, rdpTcp, 'SSLCertificateSHA1Hash', ['REG_BINARY', old]))).toThrow(
      notSupported
    );
    expect(
      refused((pc) => {
        pc.certificates['LocalMachine\\My'] = pc.certificates[store] ?? null;
        pc.certificates[store] = [];
      })
    ).toThrow(notSupported);
    expect(refused((pc) => Object.assign(listed(pc)[0] ?? {}, { issuer: 'CN=CA' }))).toThrow(notSupported);
    expect(refused((pc) => (pc.certificates[store] = { unavailable: 'access-denied' }))).toThrow(
      expect.objectContaining({ reason: 'unreadable' })
    );
  });

  it('is made also where there is none', async () => {
    const made = host({
      maker: 'TermService',
      change: (pc) => {
        pc.certificates[store] = [];
      }
    });
    expect((await make(made)).applied).toBe(true);
    expect(made.done).not.toContain('removed');
  });
});

const listed = (pc: DraftPc): Record<string, unknown>[] =>
  pc.certificates[store] as Record<string, unknown>[];
