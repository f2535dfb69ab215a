import { Duplex } from 'node:stream';
import { machineImageSchema, type MachineImage } from '../../shared/model/machine-image';
import { applyFix } from '../changes/apply';
import { lookAt } from '../changes/desk';
import { imageDesk, type ImageDesk } from '../changes/image-desk';
import { planFix } from '../changes/plan';
import { readJournal } from '../changes/journal';
import { recover } from '../changes/recovery';
import { undoChange } from '../changes/undo';
import { allReadings } from '../facts';
import { fixes } from '../fixes';
import type { Fix } from '../fixes/define-fix';
import { serveBroker, type BrokerDeps, type BrokerLimits } from './broker';
import { encodeFrame, openWire, type Wire, type WireEnd } from './frames';
import { newLaunch, type BrokerLaunch, type ProcessMark } from './launch';
import { newNonce, proofOf, sealOf, type Meeting, type Seal } from './proof';
import { encodeMessage } from './protocol';

export const app: ProcessMark = { pid: 1180, startedAt: '133765432100000000' };
export const brokerPid = 4242;

const terminalServer = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server';
export const listener = `${terminalServer}\\WinStations\\RDP-Tcp`;

/** A recorded host on which NLA and the listener are off, and an administrator's own things beside it. */
export const pc = (): MachineImage =>
  machineImageSchema.parse({
    schema: 'reconnect.machine/1',
    takenAt: '2026-11-20T10:00:00Z',
    closed: true,
    os: { version: '10.0', build: 22631, edition: 'Professional', productType: 'workstation' },
    identity: { user: 'PC7\\admin', sid: 'S-1-5-21-1-2-3-500', elevated: true, remoteSession: false },
    clock: { utc: '2026-11-20T10:00:00Z' },
    registry: {
      [terminalServer]: { values: { fDenyTSConnections: ['REG_DWORD', 0] }, subkeys: ['WinStations'] },
      [`${terminalServer}\\WinStations`]: { values: {}, subkeys: ['RDP-Tcp'] },
      [listener]: {
        values: {
          fEnableWinStation: ['REG_DWORD', 0],
          UserAuthentication: ['REG_DWORD', 0],
          SecurityLayer: ['REG_DWORD', 2],
          MinEncryptionLevel: ['REG_DWORD', 2],
          PortNumber: ['REG_DWORD', 3389]
        }
      },
      'HKCU\\Software\\Microsoft\\Terminal Server Client': { values: {} }
    },
    services: { TermService: { state: 'running', startType: 'manual' } },
    files: {
      '%SystemRoot%\\System32\\mstscax.dll': { version: '10.0.22621.4391' },
      '%USERPROFILE%\\Documents\\Default.rdp': { size: 10 }
    },
    groups: { 'S-1-5-32-555': [] },
    credentials: [{ target: 'TERMSRV/secret-host', type: 'generic', user: 'admin' }],
    rdpFiles: [{ path: '%USERPROFILE%\\Documents\\Default.rdp', lines: ['full address:s:secret-host'] }]
  });

/** The elevated side over a recorded PC: its own plan, apply, undo and journal, and a note of whatever was called. */
export interface Side {
  readonly deps: BrokerDeps;
  readonly desk: ImageDesk;
  /** Names of the dependencies that were called, in turn. */
  readonly calls: string[];
}

export function elevatedSide(more: Partial<BrokerDeps> = {}, image: MachineImage = pc()): Side {
  const desk = imageDesk(image);
  const calls: string[] = [];
  const settings = (fix: Fix): Extract<Fix, { kind: 'settings' }> => {
    if (fix.kind === 'action') throw new Error(`${fix.id} is not for a recording`);
    return fix;
  };
  const deps: BrokerDeps = {
    fixes,
    facts: () => Promise.resolve(desk.image()),
    plan: async (fix, params) => planFix(await lookAt(desk, allReadings), settings(fix), params).plan,
    apply: (fix, params, hash) => applyFix(desk, settings(fix), params, hash),
    undo: (changeId, { force }) => undoChange(desk, changeId, { force, dryRun: false }),
    recover: (changeId, way) => recover(desk, changeId, way),
    fixOf: async (changeId) =>
      readJournal(await desk.journal.records()).find(({ id }) => id === changeId)?.fix ?? null,
    confirm: () => Promise.resolve(true),
    account: { sid: 'S-1-5-21-1-2-3-500', name: 'PC7\\admin' },
    peerProcess: () => app.pid,
    isRunning: () => true,
    ...more
  };
  const noted = <Args extends unknown[], Result>(name: string, does: (...args: Args) => Result) => {
    return (...args: Args): Result => {
      calls.push(name);
      return does(...args);
    };
  };
  return {
    desk,
    calls,
    deps: {
      ...deps,
      facts: noted('facts', deps.facts),
      plan: noted('plan', deps.plan),
      apply: noted('apply', deps.apply),
      undo: noted('undo', deps.undo),
      recover: noted('recover', deps.recover),
      confirm: noted('confirm', deps.confirm)
    }
  };
}

/** Somebody at the other end of a broker's pipe, who may say anything. */
export interface Stranger {
  readonly stream: Duplex;
  readonly wire: Wire;
  readonly launch: BrokerLaunch;
  /** Why the broker ended. */
  readonly done: Promise<WireEnd>;
  /** Everything that the broker has sent, and everything that was sent to it by `say` and `meet`. */
  readonly heard: Buffer[];
  readonly said: Buffer[];
  /** Bytes as they are. */
  readonly say: (bytes: Buffer) => void;
  /** A message as a frame. */
  readonly tell: (message: object) => void;
}

/** A pipe in memory: what is written at one end is read at the other, which sees its end when it has read all. */
function connected(): readonly [Duplex, Duplex] {
  const taken = new Map<Duplex, () => void>();
  const half = (other: () => Duplex): Duplex => {
    const close = (): void => {
      if (!other().readableEnded && !other().destroyed) other().push(null);
    };
    const self: Duplex = new Duplex({
      allowHalfOpen: false,
      read: () => {
        const callback = taken.get(self);
        taken.delete(self);
        callback?.();
      },
      write: (chunk: Buffer, _encoding, callback) => {
        if (other().destroyed || other().push(chunk)) callback();
        else taken.set(other(), callback);
      },
      final: (callback) => {
        close();
        callback();
      },
      destroy: (error, callback) => {
        close();
        callback(error);
      }
    });
    return self;
  };
  const one: Duplex = half(() => two);
  const two: Duplex = half(() => one);
  return [one, two];
}

export const shortLimits: BrokerLimits = {
  helloMs: 2000,
  frameMs: 2000,
  idleMs: 2000,
  questionMs: 2000,
  parentMs: 1000
};

export function atTheDoor(
  deps: BrokerDeps,
  limits: Partial<BrokerLimits> = {},
  launch: BrokerLaunch = newLaunch(app)
): Stranger {
  const [stream, theirs] = connected();
  const done = serveBroker(theirs, launch, deps, { ...shortLimits, ...limits });
  const heard: Buffer[] = [];
  const said: Buffer[] = [];
  let wire: Wire | null = null;
  stream.on('data', (chunk: Buffer) => heard.push(chunk));
  const say = (bytes: Buffer): void => {
    said.push(bytes);
    if (!stream.destroyed) stream.write(bytes);
  };
  const tell = (message: object): void => {
    say(encodeFrame(encodeMessage(message)));
  };
  return {
    stream,
    // Who only throws bytes keeps no turns.
    get wire() {
      return (wire ??= openWire(stream, { frameBytes: 1 << 26, frameMs: 5000 }));
    },
    launch,
    done,
    heard,
    said,
    say,
    tell
  };
}

/** Proves itself as the app does. */
export async function meet(
  { wire, launch, said }: Stranger,
  key: Buffer = launch.key
): Promise<{ seal: Seal; meeting: Meeting }> {
  const send = (message: object): Promise<Buffer> => {
    const body = encodeMessage(message);
    said.push(encodeFrame(body));
    return wire.exchange(body, 5000);
  };
  const nonce = newNonce();
  const hello = JSON.parse((await send({ verb: 'hello', version: 1, nonce })).toString()) as {
    nonce: string;
  };
  const meeting: Meeting = { key, pipe: launch.pipe, nonces: { app: nonce, broker: hello.nonce } };
  await send({ verb: 'hello', proof: proofOf(meeting, 'app') });
  return { meeting, seal: sealOf(meeting, 'app') };
}

/** Asks under seal, and reads the reply. */
export async function askSealed(
  { wire }: Stranger,
  seal: Seal,
  number: number,
  request: object
): Promise<Record<string, unknown>> {
  const frame = seal.close(number, encodeMessage(request));
  const reply = seal.open(number, await wire.exchange(frame, 5000));
  return JSON.parse(reply.toString()) as Record<string, unknown>;
}
