import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { RunningHost } from '../../main/demo/host';
import { findScenario, isReplayed } from '../../main/demo/scenario';
import { clientOfB } from './window/article-pcs';
import { storedTasks } from './window/left-behind';
import { changed, make, onPc, useLane } from './window/on-pc';
import { explainAndCheck, goTo, outcome, press, useNewestFailure } from './window/steps';

// Both source articles as people begin: with what mstsc has shown, on the first screen of the PC that connects. The other PC is
// the practice host of the demo: its sockets and protocols are real, up to the sign-in.

vi.setConfig({ testTimeout: 180_000 });

const lane = useLane();

/** Hosts with one thing wrong each, outside of the Windows of the lane. */
const hosts = new Map<string, Pick<RunningHost, 'port' | 'close'>>();
const at = (scenario: string): string => `127.0.0.1:${hosts.get(scenario)?.port ?? 0}`;
beforeAll(async () => {
  for (const id of ['healthy', 'credssp-unpatched', 'tls-version-old']) {
    const scenario = findScenario(id);
    if (scenario === null || isReplayed(scenario)) throw new Error(`${id} starts no host`);
    hosts.set(id, await scenario.start());
  }
});
afterAll(() => Promise.all([...hosts.values()].map((host) => host.close())));

const secret = Buffer.from('a secret of the lane', 'utf16le').toString('hex');
const saved = ['127.0.0.1', 'other'].map((name) => ({
  ...{ target: `TERMSRV/${name}`, type: 1, user: 'SRV7\\anna', persistence: 3 },
  secret
}));
const on = onPc(
  lane,
  () => clientOfB(at('tls-version-old')),
  null,
  () => lane.witness.save(saved)
);

it('article a: 0x80090304 typed, the saved sign-in found, removed, and given back', async () => {
  await explainAndCheck(on.shown, '0x80090304', at('healthy'));
  const action = 'Remove the saved sign-in for 127.0.0.1';
  await make(on, 'saved-credential', action, action, 'Connection');
  await outcome(on.shown, 'Done: ');
  expect((await lane.witness.look()).credentials.map(({ target }) => target)).toEqual(['TERMSRV/other']);
  await press(on.shown, 'Undo');
  await outcome(on.shown, 'Taken back: ');
  expect(await changed(on)).toEqual([]);
});

/** A downgrade on the side of the client: what it does is seen, its end is there before it, and the person ends it. */
async function forAWhile(finding: string, action: string, after: RegExp): Promise<void> {
  await make(on, finding, action, 'OK', 'Connection');
  await outcome(on.shown, 'Done: ');
  const seen = await changed(on);
  expect(seen).toContainEqual(expect.stringMatching(after));
  expect(storedTasks().size).toBe(1);
  await press(on.shown, 'End it now');
  await outcome(on.shown, 'Taken back: ');
  expect(await changed(on)).toEqual([]);
  expect(storedTasks().size).toBe(0);
}

it('article b: 0x904 0x7 typed, the missing update found, sign-in allowed for a while, and ended', async () => {
  await goTo(on.shown, 'Start');
  await explainAndCheck(on.shown, '0x904 0x7', at('credssp-unpatched'));
  await on.shown.shoot('article-b');
  await forAWhile(
    'credssp-unpatched',
    'Allow sign-in to a PC without the update for 30 minutes',
    /AllowEncryptionOracle: nothing -> \["REG_DWORD",2\]/
  );
});

it('article b: the last failure of the log, the old TLS version found, allowed for a while, and ended', async () => {
  await goTo(on.shown, 'Start');
  await useNewestFailure(on.shown, at('tls-version-old'), '0x904');
  await forAWhile(
    'tls-version-old',
    'Use TLS 1.0 for 30 minutes',
    /TLS 1\.0\\Client\\Enabled: .* -> \["REG_DWORD",1\]/
  );
});
