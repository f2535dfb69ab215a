import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changedPc, setValue } from '../../main/demo/machines/sound-pc';
import { rdpTcp, terminalServer } from '../../main/facts/registry-paths';
import type { MachineImage } from '../../shared/model/machine-image';
import { readingsOf, saysOf } from './says';
import { exportKey, startSeeder, type Seeder } from './seed';
import { startNativeReader, type NativeReader } from './native-reader';
import { mustRun, windows } from './session';

// What the seeding says it did, seen with Windows' own programs: were it wrong, readings could be equal to nothing real.

let seeder: Seeder;
let reader: NativeReader;
beforeAll(async () => {
  [seeder, reader] = await Promise.all([startSeeder(), startNativeReader()]);
});
afterAll(() => Promise.all([seeder.stop(), reader.stop()]));

const put = async (image: MachineImage): Promise<MachineImage> =>
  (await seeder.seed(image, readingsOf(image)))(image);

const odd = changedPc('windows-11', (pc) => {
  setValue(pc, rdpTcp, 'PortNumber', ['REG_DWORD', 3390]);
  setValue(pc, terminalServer, 'ünï "日本"', ['REG_MULTI_SZ', ['ä', '😀']]);
  pc.services['TermService'] = { ...pc.services['TermService'], state: 'stopped', startType: 'disabled' };
  pc.services['UmRdpService'] = null;
});
const plain = changedPc('windows-11', () => undefined);

describe('a machine in the registry', () => {
  it('is what reg.exe finds there, and goes when the next one comes', async () => {
    await put(odd);
    const tree = await exportKey(terminalServer);
    expect(tree.get(rdpTcp)?.get('PortNumber')).toEqual(['REG_DWORD', 3390]);
    expect(tree.get(terminalServer)?.get('ünï "日本"')).toEqual(['REG_MULTI_SZ', ['ä', '😀']]);

    await put(plain);
    const next = await exportKey(terminalServer);
    expect(next.get(rdpTcp)?.get('PortNumber')).toEqual(['REG_DWORD', 3389]);
    expect(next.get(terminalServer)?.has('ünï "日本"')).toBe(false);
  });

  it('takes out what Wine has of its own where the machine has nothing', async () => {
    const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server';
    await put(
      changedPc('windows-11', (pc) => {
        for (const name of Object.keys(pc.registry)) if (name.startsWith(key)) delete pc.registry[name];
        pc.registry[key] = null;
      })
    );
    expect((await windows('reg', 'query', key)).status).toBe(1);
    await put(plain);
    expect(await mustRun('reg', 'query', key, '/v', 'fDenyTSConnections')).toContain('0x0');
  });
});

describe('services', () => {
  it('run, stop and are absent as the machine says', async () => {
    await put(odd);
    expect(await mustRun('sc', 'query', 'TermService')).toContain('STOPPED');
    expect(await mustRun('sc', 'query', 'SessionEnv')).toContain('RUNNING');
    expect((await windows('sc', 'query', 'UmRdpService')).stdout).not.toContain('STATE');
    await put(plain);
    expect(await mustRun('sc', 'query', 'TermService')).toContain('RUNNING');
    expect(await mustRun('sc', 'query', 'UmRdpService')).toContain('RUNNING');
  });
});

it('tells one machine from another', async () => {
  const there = await put(odd);
  const readings = readingsOf(plain);
  const { image } = await reader.read(readings);
  const read: MachineImage = { schema: 'reconnect.machine/1', ...image };
  const isSame = (other: MachineImage, reading: (typeof readings)[number]): boolean =>
    JSON.stringify(saysOf(read, reading)) === JSON.stringify(saysOf(other, reading));
  const wrong = readings.filter((reading) => !isSame(plain, reading));
  expect(wrong.map((reading) => ('value' in reading ? reading.value : reading.kind)).sort()).toEqual([
    'PortNumber',
    'SelfSignedCertificate',
    'certificates',
    'service',
    'service'
  ]);
  expect(readings.every((reading) => isSame(there, reading))).toBe(true);
});
