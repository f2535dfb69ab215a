import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expect as expectPage } from '@playwright/test';
import type { MachineImage } from '../../shared/model/machine-image';
import { startSeeder, type Seeder } from './seed';
import { windows } from './session';
import { clientOfA, hostOfA, hostOfB } from './window/article-pcs';
import { catchDefinitions, storedTasks } from './window/left-behind';
import { seedPc, type SeededPc } from './window/pc';
import { fixButton, lookAtThisPc, openFix, outcome, press } from './window/steps';
import type { AppWindow } from './window/window';
import { differences, startWitness, type Seen, type Witness } from './window/witness';

// Both source articles in the window of the Windows build: from the first screen to fixed and undone. Whether a change was
// made, and whether all is as it was, is said by a witness that shares no code with the app.

// Each starts programs of Windows one after the other; on two busy cores that takes its time.
vi.setConfig({ testTimeout: 180_000 });

let seeder: Seeder;
let witness: Witness;
beforeAll(async () => {
  [seeder, witness] = await Promise.all([startSeeder(), startWitness()]);
});
afterAll(() => Promise.all([seeder.stop(), witness.stop()]));

/** A PC with the window on it, and how it was before anything was changed. */
interface OnPc {
  pc: SeededPc;
  shown: AppWindow;
  before: Seen;
  recording: MachineImage;
}

/** One PC for the tests of a block. */
function onPc(
  image: () => MachineImage,
  as: 'host' | 'client',
  prepare = (): Promise<void> => Promise.resolve()
): OnPc {
  const on = {} as OnPc;
  beforeAll(async () => {
    on.pc = await seedPc(seeder, image());
    await prepare();
    on.before = await witness.look();
    on.recording = on.pc.recording();
    on.shown = await on.pc.open();
    await lookAtThisPc(on.shown, as);
  });
  afterAll(async () => {
    await on.shown.close();
    on.pc.remove();
  });
  return on;
}

/** What has become of the PC since, in words of the witness and in places of the recording. */
const changed = async (on: OnPc): Promise<string[]> => [
  ...differences(on.before, await witness.look()),
  ...(JSON.stringify(on.pc.recording()) === JSON.stringify(on.recording) ? [] : ['recording'])
];

/** Makes a fix as a person does. @param asked what its dialog is answered with; null where it asks nothing */
async function make({ shown }: OnPc, finding: string, action: string, asked: string | null): Promise<void> {
  await openFix(shown, finding, action);
  const answered = asked === null ? null : witness.answer({ press: asked, withinMs: 40_000 });
  await fixButton(shown, action).click();
  await answered;
}

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
    action: 'Let UmRdpService run',
    after: [/UmRdpService\\Start: \["REG_DWORD",4\] -> \["REG_DWORD",3\]/, /services: .*RUNNING/]
  }
];

describe('article b, the PC that is connected to', () => {
  const on = onPc(hostOfB, 'host');

  it.each(host)('row $row: $fix, and back', async ({ finding, action, asked, after }) => {
    await make(on, finding, action, asked ?? null);
    await outcome(on.shown, 'Done: ');
    const seen = await changed(on);
    for (const one of after) expect(seen).toContainEqual(expect.stringMatching(one));
    await press(on.shown, 'Undo');
    await outcome(on.shown, 'Taken back: ');
    expect(await changed(on)).toEqual([]);
  });
});

describe('article a, the PC that connects', () => {
  const secret = Buffer.from('a secret of the lane', 'utf16le').toString('hex');
  const saved = ['srv7', 'other'].map((name) => ({
    ...{ target: `TERMSRV/${name}`, type: 1, user: 'SRV7\\anna', persistence: 3 },
    secret
  }));
  const on = onPc(clientOfA, 'client', () => witness.save(saved));

  it('row 3: credential-remove, and back with its secret', async () => {
    const action = 'Remove the saved sign-in for srv7';
    await make(on, 'saved-credential', action, action);
    await outcome(on.shown, 'Done: ');
    expect((await witness.look()).credentials.map(({ target }) => target)).toEqual(['TERMSRV/other']);
    await press(on.shown, 'Undo');
    await outcome(on.shown, 'Taken back: ');
    expect(await changed(on)).toEqual([]);
    expect((await witness.look()).credentials).toMatchObject(saved.reverse());
  });
});

describe('article a, the PC that is connected to', () => {
  const on = onPc(hostOfA, 'host');
  const action = 'Turn NLA off for 30 minutes';
  const finding = 'host-security-layer-error';
  const off = /RDP-Tcp\\UserAuthentication: \["REG_DWORD",1\] -> \["REG_DWORD",0\]/;

  it('changes nothing where the person says no', async () => {
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

    // Started again, the app finds nothing left to give back.
    on.shown = await on.pc.open();
    const { page } = on.shown;
    await page.getByRole('navigation').getByText('History', { exact: true }).click();
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
