import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it, vi } from 'vitest';
import { expect as expectPage } from '@playwright/test';
import type { MachineImage } from '../../shared/model/machine-image';
import { mustRun, runStandInApp, windows } from './session';
import { clientOfA, hostOfA, hostOfB } from './window/article-pcs';
import { catchDefinitions, storedTasks } from './window/left-behind';
import { changed, make, onPc, useLane } from './window/on-pc';
import { goTo, outcome, press } from './window/steps';

// Both source articles in the window of the Windows build: from a look at the PC to fixed and undone. Whether a change was made,
// and whether all is as it was, is said by a witness that shares no code with the app.
//
// What the articles ask for, where something can be fixed, and who fixes and undoes it in a test:
//
// | Row | Asks for | Fixes | In the window | By the command line | Over a recording (unit) |
// |---|---|---|---|---|---|
// | 1 | 0x80090304 | none of its own: 2, 3, 7 | `first-screen.test.ts` | | |
// | 2 | NLA off to test, and on | `nla-off`, `nla-on` | here; killed in the middle: `cut-short.test.ts` | `cli-changes.test.ts`, `elevation.test.ts` | each fix: `main/changes/fix-and-undo.test.ts` |
// | 3 | a saved sign-in, removed, created | `credential-remove`, `credential-create` | here, `first-screen.test.ts` | `cli-changes.test.ts`, `actions.test.ts` | `credential-remove` |
// | 4 | the version of the client | none: the update is Windows' | | | |
// | 5 | 0x904 0x7 | none of its own: 13, 14 | `first-screen.test.ts` | | |
// | 7 | the security layer | `security-layer-negotiate`, `-tls`, `-rdp` | the first, here | all: `cli-changes.test.ts` | all |
// | 8 | a stuck session | `end-session`, `keep-alive-on` | here | `keep-alive-on`: `cli-changes.test.ts` | `main/actions/end-session.test.ts` |
// | 9 | the firewall | `firewall-allow`, `firewall-port-rule`, `network-private` | the first, here | all by the writers: `script-writes.test.ts` | all |
// | 10 | the certificate | `certificate-self-signed`, `-pin-clear`, `-renew` | the first, here | the first two: `cli-changes.test.ts`; `-renew`: `native/cases/actions.ts` | all |
// | 11 | the host asleep | `sleep-never`, `hibernate-never` | the first, here | both by the writers: `script-writes.test.ts` | both |
// | 12 | Wake-on-LAN | `wake-on-lan-on`, `fast-startup-off`, `wake-host` | the first two, here | `fast-startup-off`: `cli-changes.test.ts`; `wake-host`: `actions.test.ts` | all |
// | 13 | TLS versions | `tls12-on`, `old-tls-on` | here, `first-screen.test.ts` | `cli-changes.test.ts` | both |
// | 14 | the CredSSP update | `credssp-mitigated`, `credssp-bridge` | here, `first-screen.test.ts` | `cli-changes.test.ts` | both |
// | 15 | an adapter that is turned off | `adapter-stay-on` | here | by the writers: `script-writes.test.ts` | `adapter-stay-on` |
// | 6, 16, 17 | packet loss, remote PowerShell, other tools | none that changes a setting | | | |

// Each starts programs of Windows one after the other; on two busy cores that takes its time.
vi.setConfig({ testTimeout: 180_000 });

const lane = useLane();

interface Row {
  /** Row of the table of what the articles ask for. */
  readonly row: number | 'beside the rows';
  readonly fix: string;
  readonly finding: string;
  /** What the button says. */
  readonly action: string;
  /** The dialog above *safe*: the elevated side's, or the window's own where no administrator is needed. */
  readonly asked?: string;
  /** What the witness sees of it, each a part of a line. */
  readonly after: readonly RegExp[];
}

/** Every row that can be fixed, as things are on the PCs of the articles. */
const host: readonly Row[] = [
  {
    row: 2,
    fix: 'nla-on',
    finding: 'nla-off',
    action: 'Turn NLA on',
    after: [/UserAuthentication: \["REG_DWORD",0\] -> \["REG_DWORD",1\]/]
  },
  {
    row: 7,
    fix: 'security-layer-negotiate',
    finding: 'security-layer-rdp',
    action: 'Let both PCs agree on the security layer',
    asked: 'OK',
    after: [/SecurityLayer: \["REG_DWORD",0\] -> \["REG_DWORD",1\]/]
  },
  {
    row: 8,
    fix: 'keep-alive-on',
    finding: 'keep-alive-off',
    action: 'Notice lost connections',
    after: [
      /Terminal Services\\KeepAliveEnable: nothing -> \["REG_DWORD",1\]/,
      /Terminal Services\\KeepAliveInterval: nothing -> \["REG_DWORD",1\]/
    ]
  },
  {
    row: 9,
    fix: 'firewall-allow',
    finding: 'firewall-rule-off',
    action: 'Let Remote Desktop through the firewall',
    asked: 'OK',
    after: [/^recording$/]
  },
  {
    row: 10,
    fix: 'certificate-self-signed',
    finding: 'listener-certificate-missing',
    action: 'Use Windows’ own certificate',
    asked: 'OK',
    after: [/SSLCertificateSHA1Hash: \["REG_BINARY","aabb.*"\] -> nothing/]
  },
  {
    row: 11,
    fix: 'sleep-never',
    finding: 'sleeps-on-ac',
    action: 'Stay awake on mains',
    after: [/ACSettingIndex: .* -> \["REG_DWORD",0\]/]
  },
  {
    row: 12,
    fix: 'wake-on-lan-on',
    finding: 'wake-on-lan-off',
    action: 'wake this PC',
    after: [/./]
  },
  {
    row: 12,
    fix: 'fast-startup-off',
    finding: 'fast-startup-on',
    action: 'Shut down wholly',
    after: [/HiberbootEnabled: \["REG_DWORD",1\] -> \["REG_DWORD",0\]/]
  },
  {
    row: 13,
    fix: 'tls12-on',
    finding: 'tls12-off',
    action: 'Switch TLS 1.2 on',
    after: [
      /TLS 1.2\\Server\\Enabled: \["REG_DWORD",0\] -> \["REG_DWORD",1\]/,
      /TLS 1.2\\Server\\DisabledByDefault: nothing -> \["REG_DWORD",0\]/
    ]
  },
  {
    row: 14,
    fix: 'credssp-mitigated',
    finding: 'credssp-downgraded',
    action: 'Protect sign-in as Windows does by itself',
    after: [/AllowEncryptionOracle: \["REG_DWORD",2\] -> \["REG_DWORD",1\]/]
  },
  {
    row: 15,
    fix: 'adapter-stay-on',
    finding: 'adapter-may-turn-off',
    action: 'Keep ',
    asked: 'OK',
    after: [/PnPCapabilities/]
  },
  {
    row: 'beside the rows',
    fix: 'service-enable',
    finding: 'service-disabled',
    action: 'Let Remote Desktop Services UserMode Port Redirector run',
    after: [/UmRdpService\\Start: \["REG_DWORD",4\] -> \["REG_DWORD",3\]/, /services: .*RUNNING/]
  }
];

describe('article b, the PC that is connected to', () => {
  const on = onPc(lane, hostOfB, 'host');

  it.each(host)('row $row: $fix, and back', async ({ finding, action, asked, after }) => {
    await make(on, finding, action, asked ?? null);
    await outcome(on.shown, 'Done: ');
    const seen = await changed(on);
    for (const one of after) expect(seen).toContainEqual(expect.stringMatching(one));
    await press(on.shown, 'Undo');
    await outcome(on.shown, 'Taken back: ');
    expect(await changed(on)).toEqual([]);
  });

  it('beside the rows: service-restart, which has started it again and leaves all else', async () => {
    const before = await startsOfServices();
    await make(on, 'not-listening', 'Restart Remote Desktop Services', 'OK');
    await outcome(on.shown, 'Done: ');
    expect(await startsOfServices()).toBeGreaterThan(before);
    expect(await changed(on)).toEqual([]);
    await expectPage(on.shown.page.locator('.fix-actions')).not.toContainText('Undo');
  });

  // The last one: nobody brings a session back.
  it('row 8: end-session, after which it is gone, by a stand-in of rwinsta.exe', async () => {
    await make(on, 'stuck-session', 'End session 2', 'Lose it and go on');
    await lane.witness.answer({ press: 'OK', withinMs: 40_000 });
    await outcome(on.shown, 'Done: ');
    expect(on.pc.answered()).toContain('programs/rwinsta.exe');
    expect(sessionsIn(on.recording)).toContain(2);
    expect(sessionsIn(on.pc.recording())).toEqual(sessionsIn(on.recording).filter((id) => id !== 2));
    expect(await changed(on)).toEqual(['recording']);
    await expectPage(on.shown.page.locator('.fix-actions')).not.toContainText('Undo');
  });
});

const sessionsIn = ({ sessions }: MachineImage): unknown[] =>
  (sessions as readonly { id: unknown }[]).map(({ id }) => id);

/** Wine's own count of the services that it has started in this session. */
async function startsOfServices(): Promise<number> {
  const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\ServiceCurrent';
  return Number(/REG_DWORD\s+(0x[0-9a-f]+)/i.exec(await mustRun('reg', 'query', key, '/ve'))?.[1]);
}

describe('article a, the PC that connects', () => {
  const secret = Buffer.from('a secret of the lane', 'utf16le').toString('hex');
  const saved = ['srv7', 'other'].map((name) => ({
    ...{ target: `TERMSRV/${name}`, type: 1, user: 'SRV7\\anna', persistence: 3 },
    secret
  }));
  const on = onPc(lane, clientOfA, 'client', () => lane.witness.save(saved));

  it('row 3: credential-remove, and back with its secret', async () => {
    const action = 'Remove the saved sign-in for srv7';
    await make(on, 'saved-credential', action, action);
    await outcome(on.shown, 'Done: ');
    expect((await lane.witness.look()).credentials.map(({ target }) => target)).toEqual(['TERMSRV/other']);
    await press(on.shown, 'Undo');
    await outcome(on.shown, 'Taken back: ');
    expect(await changed(on)).toEqual([]);
    expect((await lane.witness.look()).credentials).toMatchObject([...saved].reverse());
  });

  it('row 3: credential-create, typed at Windows’ own prompt, and the old one back', async () => {
    const action = 'Save the sign-in for srv7 again';
    await make(on, 'saved-credential', action, action);
    await lane.witness.type({
      ...{ title: 'Sign-in for srv7', user: 'SRV7\\bert', password: 'another one', withinMs: 60_000 }
    });
    await outcome(on.shown, 'Done: ');
    const now = (await lane.witness.look()).credentials.find(({ target }) => target === 'TERMSRV/srv7');
    expect(now).toMatchObject({ user: 'SRV7\\bert' });
    expect(await on.shown.page.content()).not.toContain('another one');
    await press(on.shown, 'Undo');
    await outcome(on.shown, 'Taken back: ');
    expect(await changed(on)).toEqual([]);
  });
});

describe('article a, the PC that is connected to', () => {
  const on = onPc(lane, hostOfA, 'host');
  const action = 'Turn NLA off for 30 minutes';
  const finding = 'host-security-layer-error';
  const off = /RDP-Tcp\\UserAuthentication: \["REG_DWORD",1\] -> \["REG_DWORD",0\]/;

  it('changes nothing where the person says no at Windows’ prompt, by a stand-in of it', async () => {
    on.pc.sayNo(true);
    try {
      await make(on, finding, action, null);
      await expectPage(on.shown.page.getByText('You said no, and nothing was changed.')).toBeVisible({
        timeout: 20_000
      });
      const { status, stdout, stderr } = await runStandInApp(on.pc.env, 'fix', 'nla-off', '--yes');
      expect({ status, stdout: stdout.trim() }).toEqual({ status: 2, stdout: '' });
      // Chromium, too, has something to say about a PC without sound.
      expect(stderr.trim().split(/\r?\n/).at(-1)).toBe(
        'reconnect: Administrator’s rights were not given, so nothing was changed.'
      );
    } finally {
      on.pc.sayNo(false);
    }
    expect(await changed(on)).toEqual([]);
    expect(storedTasks().size).toBe(0);
  });

  it('changes nothing where the person says no to the elevated side', async () => {
    await make(on, finding, action, 'Cancel');
    await expectPage(on.shown.page.getByText('You said no, and nothing was changed.')).toBeVisible({
      timeout: 20_000
    });
    expect(await changed(on)).toEqual([]);
    expect(storedTasks().size).toBe(0);
  });

  it('row 2: nla-off, counted down, and ended by the person', async () => {
    await make(on, finding, action, 'OK');
    await outcome(on.shown, 'Done: ');
    await on.shown.shoot('nla-off');
    expect(await changed(on)).toEqual([expect.stringMatching(off)]);
    expect(storedTasks().size).toBe(1);
    await press(on.shown, 'End it now');
    await outcome(on.shown, 'Taken back: ');
    expect(await changed(on)).toEqual([]);
    expect(storedTasks().size).toBe(0);
  });

  it('is ended by the task as the app registered it, with the app gone', async () => {
    const caught = catchDefinitions();
    await make(on, finding, action, 'OK');
    await outcome(on.shown, 'Done: ');
    const [xml = ''] = caught();
    await on.shown.kill();
    expect(await changed(on)).toEqual([expect.stringMatching(off)]);
    expect(storedTasks().size).toBe(1);
    await runActions(xml);
    expect(await changed(on)).toEqual([]);
    expect(storedTasks().size).toBe(0);
    // A second restore does no harm.
    await runActions(xml);
    expect(await changed(on)).toEqual([]);

    // Started again when its time is over, the app finds nothing left to give back, and says what has become of it.
    on.shown = await on.pc.open();
    const { app, page } = on.shown;
    await app.evaluate(() => {
      const { now } = Date;
      Date.now = () => now() + 31 * 60_000;
    });
    await goTo(on.shown, 'History');
    await page.getByRole('button', { name: 'Look again' }).click();
    const [newest] = await page.locator('.change-button').all();
    await expectPage(newest ?? page.locator('.change-button')).toContainText('Expired', { timeout: 20_000 });
    await on.shown.shoot('history');
    expect(await changed(on)).toEqual([]);
  });
});

/** Runs what a task would run, as it stands: nobody runs tasks under Wine. */
async function runActions(xml: string): Promise<void> {
  const { Task } = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'Exec' }).parse(xml) as {
    Task: { Actions: { Exec: readonly { Command: string; Arguments: string }[] } };
  };
  for (const { Command, Arguments } of Task.Actions.Exec) {
    const words = [...Arguments.matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, plain]) => quoted ?? plain ?? ''
    );
    await windows(Command.replace('%SystemRoot%', 'C:\\windows'), ...words);
  }
}
