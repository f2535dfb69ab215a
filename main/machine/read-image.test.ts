import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changedPc, releaseNames, soundPc } from '../demo/machines/sound-pc';
import { judgeMachine } from '../diagnosis/judge-machine';
import { ImageRefused, largestImage, parseImage, readImageFile } from './read-image';

const refusal = (text: string): ImageRefused => {
  try {
    parseImage(text);
  } catch (error) {
    if (error instanceof ImageRefused) return error;
    throw error;
  }
  throw new Error('was taken');
};
const withPart = (part: object): string => JSON.stringify({ ...soundPc('windows-11'), ...part });

describe('parseImage', () => {
  it.each(releaseNames)('takes a sound %s and changes nothing of it', (release) => {
    const text = JSON.stringify(soundPc(release));
    expect(JSON.stringify(parseImage(text))).toBe(text);
  });

  it('keeps what it does not know, where it stands', () => {
    const image = { later: 1, ...soundPc('windows-11'), more: { nested: [1, { x: null }] } };
    (image.services['TermService'] as Record<string, unknown>)['futureField'] = { a: [1] };
    const text = JSON.stringify(image);
    expect(JSON.stringify(parseImage(text))).toBe(text);
  });

  it('takes unavailable and null for any section, key and entry', () => {
    const unavailable = { unavailable: 'access-denied', detail: 'error 5' };
    for (const part of [
      { os: unavailable, registry: unavailable, services: null, firewall: unavailable, events: null },
      {
        registry: {
          'HKLM\\A': unavailable,
          'HKLM\\B': null,
          'HKLM\\C': { values: { x: unavailable, y: null } }
        }
      },
      { services: { TermService: unavailable, SessionEnv: { state: unavailable, startType: null } } },
      { events: { System: unavailable }, certificates: { 'LocalMachine\\My': null }, sockets: [unavailable] },
      { firewall: { currentProfiles: unavailable, profiles: { public: unavailable }, rules: [unavailable] } },
      {
        power: { settings: { x: { ac: unavailable } } },
        rights: { SeX: unavailable },
        groups: { 'S-1': null }
      }
    ])
      expect(() => parseImage(withPart(part))).not.toThrow();
  });

  it.each([
    ['', 'not-json', ''],
    ['{', 'not-json', ''],
    ['[]', 'no-schema', ''],
    ['null', 'no-schema', ''],
    ['{}', 'no-schema', ''],
    ['{"schema":1}', 'no-schema', ''],
    [withPart({ takenAt: '2026-02-30T10:00:00Z' }), 'wrong-type', 'takenAt'],
    [
      withPart({ registry: { 'HKLM\\A': { values: { x: ['REG_QWORD', 5] } } } }),
      'wrong-type',
      'registry["HKLM\\\\A"].values.x[1]'
    ],
    ['{"schema":"reconnect.machine/2"}', 'other-schema', 'reconnect.machine/2'],
    ['{"schema":"reconnect.diagnosis/1"}', 'other-schema', 'reconnect.diagnosis/1'],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'too-deep', '32'],
    [`{"a":${'{"b":'.repeat(32)}1${'}'.repeat(32)}}`, 'too-deep', '32'],
    [withPart({ takenAt: 'yesterday' }), 'wrong-type', 'takenAt'],
    [withPart({ closed: 'yes' }), 'wrong-type', 'closed'],
    [withPart({ os: [] }), 'wrong-type', 'os'],
    [withPart({ os: { build: '22631' } }), 'wrong-type', 'os.build'],
    [
      withPart({ registry: { 'HKLM\\A': { values: { x: 5 } } } }),
      'wrong-type',
      'registry["HKLM\\\\A"].values.x'
    ],
    [
      withPart({ registry: { 'HKLM\\A': { values: { x: ['REG_DWORD', 2 ** 32] } } } }),
      'wrong-type',
      'registry["HKLM\\\\A"].values.x[1]'
    ],
    [
      withPart({ registry: { 'HKLM\\A': { values: { x: ['REG_DWORD', '1'] } } } }),
      'wrong-type',
      'registry["HKLM\\\\A"].values.x[1]'
    ],
    [
      withPart({ registry: { 'HKLM\\A': { unavailable: 'because' } } }),
      'wrong-type',
      'registry["HKLM\\\\A"]'
    ],
    [withPart({ services: { TermService: { state: 5 } } }), 'wrong-type', 'services.TermService.state'],
    [withPart({ events: { System: [{ id: 42, at: 'noon' }] } }), 'wrong-type', 'events.System[0].at'],
    [
      withPart({ sockets: [{ protocol: 'tcp', address: '::', port: 70_000 }] }),
      'wrong-type',
      'sockets[0].port'
    ],
    [withPart({ firewall: { rules: [{ name: 'a' }, { name: 5 }] } }), 'wrong-type', 'firewall.rules[1].name']
  ])('refuses %.60s and names the place', (text, fault, place) => {
    const refused = refusal(text);
    expect(refused.fault).toBe(fault);
    expect(refused.place).toContain(place);
    expect(refused.place).not.toMatch(/[\r\n]/);
  });

  it('lets no hostile name into a second line', () => {
    const { place } = refusal(withPart({ services: { 'a\r\nError: all well\u202e': { state: 5 } } }));
    expect(place).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('is not fooled by brackets in strings', () => {
    expect(() => parseImage(withPart({ note: '['.repeat(1000), other: '\\"[[' }))).not.toThrow();
  });
});

describe('readImageFile', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reconnect-image-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const written = async (name: string, bytes: Buffer | string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  };

  it('reads what PowerShell and Notepad write', async () => {
    const text = JSON.stringify(soundPc('windows-7'));
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    expect(JSON.stringify(await readImageFile(await written('utf16.json', utf16)))).toBe(text);
    expect(JSON.stringify(await readImageFile(await written('bom.json', `\ufeff${text}`)))).toBe(text);
  });

  it.each([
    ['a missing file', () => Promise.resolve(join(folder, 'none.json')), 'unreadable'],
    ['a folder', () => Promise.resolve(folder), 'not-a-file'],
    ['bytes that are no text', () => written('bytes.json', Buffer.from([0x7b, 0xc3, 0x28])), 'not-text'],
    [
      'a file over 64 MiB',
      async () => {
        const path = await written('large.json', '');
        await truncate(path, largestImage + 1);
        return path;
      },
      'too-large'
    ]
  ])('refuses %s', async (_what, path, fault) => {
    await expect(readImageFile(await path())).rejects.toMatchObject({ fault });
  });
});

const mutations = 100_000;

describe('any image', () => {
  /** Replaces one value somewhere in an image by another one. */
  const words = [
    null,
    0,
    -1,
    1.5,
    2 ** 53,
    '',
    'x',
    '\u0000',
    true,
    [],
    {},
    [[]],
    { unavailable: 'timeout' },
    { unavailable: 'x' },
    '9'.repeat(400)
  ];
  function mutate(value: unknown, picks: () => number): unknown {
    if (typeof value !== 'object' || value === null) return words[picks() % words.length];
    const keys = Object.keys(value);
    const pick = picks();
    if (keys.length === 0 || pick % 11 === 0) return words[pick % words.length];
    const name = keys[pick % keys.length] ?? '';
    if (Array.isArray(value)) {
      const copy: unknown[] = [...(value as unknown[])];
      copy[Number(name)] = mutate(copy[Number(name)], picks);
      return copy;
    }
    const copy: Record<string, unknown> = { ...value };
    if (pick % 13 === 0) {
      return Object.fromEntries(Object.entries(copy).filter(([one]) => one !== name));
    }
    copy[pick % 17 === 0 ? `${name}\u0000` : name] = mutate(copy[name], picks);
    return copy;
  }

  it('gives a diagnosis or one clear refusal, however wrong it is', () => {
    const bases = releaseNames.map((release) => changedPc(release, () => undefined));
    let taken = 0;
    fc.assert(
      fc.property(
        fc.nat(bases.length - 1),
        fc.array(fc.nat(10_000), { minLength: 8, maxLength: 24 }),
        fc.boolean(),
        (base, numbers, closed) => {
          let at = 0;
          const picks = (): number => numbers[at++ % numbers.length] ?? 0;
          let value: unknown = { ...bases[base], closed };
          for (let times = 1 + (picks() % 3); times > 0; times -= 1) value = mutate(value, picks);
          let image;
          try {
            image = parseImage(JSON.stringify(value));
          } catch (error) {
            return error instanceof ImageRefused;
          }
          taken += 1;
          const diagnosis = judgeMachine({ client: image, host: image });
          return diagnosis.stages.length === 13 && JSON.stringify(diagnosis).length > 0;
        }
      ),
      { numRuns: mutations }
    );
    // Most of them are refused; the rest must be many enough to say something.
    expect(taken).toBeGreaterThan(mutations / 10);
  }, 900_000);
});
