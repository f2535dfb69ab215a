import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MachineImage } from '../../shared/model/machine-image';
import { placeSchema, type PlaceOf } from '../../shared/model/place';
import { changedPc, type DraftPc } from '../demo/machines/sound-pc';
import { fixes } from '../fixes';
import { fixCases, type FixCase } from '../fixes/fixes.test-data';
import { applyFix } from './apply';
import { imageDesk } from './image-desk';
import { pcOf } from './pc';
import { Refused } from './refused';
import { undoChange } from './undo';

type RegistryPlace = PlaceOf<'registry-value'>;

/** Any value that a registry can hold, of the expected type or not, and every way of its not being there. */
const data = fc.oneof(
  fc.tuple(fc.constant('REG_DWORD'), fc.integer({ min: 0, max: 0xffff_ffff })),
  fc.tuple(fc.constantFrom('REG_SZ', 'REG_EXPAND_SZ'), fc.string()),
  fc.tuple(fc.constant('REG_MULTI_SZ'), fc.array(fc.string())),
  fc.tuple(fc.constant('REG_QWORD'), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String)),
  fc.tuple(
    fc.constantFrom('REG_NONE', 'REG_BINARY', 'REG_DWORD_BIG_ENDIAN', 'REG_LINK'),
    fc.uint8Array({ maxLength: 24 }).chain((bytes) => {
      const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      return fc.constantFrom(hex, hex.toUpperCase());
    })
  )
);
const found = fc.record({
  key: fc.constantFrom('there', 'there', 'there', 'null', 'not-listed', 'no-values', 'partial'),
  value: fc.oneof({ arbitrary: data, weight: 2 }, { arbitrary: fc.constantFrom(null, undefined), weight: 1 }),
  spelling: fc.constantFrom('as-is', 'upper', 'lower'),
  neighbours: fc.array(fc.tuple(fc.string(), fc.oneof(data, fc.constant(null))), { maxLength: 3 }),
  subkeys: fc.option(fc.array(fc.string(), { maxLength: 2 }), { nil: undefined })
});
type Found = typeof found extends fc.Arbitrary<infer T> ? T : never;

const spelled = (name: string, how: Found['spelling']): string =>
  how === 'upper' ? name.toUpperCase() : how === 'lower' ? name.toLowerCase() : name;

function put(pc: DraftPc, { key, value }: RegistryPlace, state: Found): void {
  const listed = Object.keys(pc.registry).find((one) => one.toLowerCase() === key.toLowerCase());
  const name = listed ?? spelled(key, state.spelling);
  if (state.key === 'not-listed') {
    delete pc.registry[name];
    return;
  }
  if (state.key === 'null') {
    pc.registry[name] = null;
    return;
  }
  const others = Object.fromEntries(
    state.neighbours.filter(([one]) => one.toLowerCase() !== value.toLowerCase() && one !== '__proto__')
  );
  const own = state.value === undefined ? {} : { [spelled(value, state.spelling)]: state.value };
  pc.registry[name] = {
    ...(state.key === 'no-values' ? {} : { values: { ...own, ...others } }),
    ...(state.subkeys ? { subkeys: state.subkeys } : {}),
    ...(state.key === 'partial' ? { partial: true } : {})
  } as DraftPc['registry'][string];
}

const bytes = (image: MachineImage): string =>
  JSON.stringify(Object.fromEntries(Object.entries(image).filter(([name]) => name !== 'changes')));

/** Each place of each fix that is a value of the registry, its policy's twin included. */
const registryCases = fixCases.flatMap((one) => {
  const fix = fixes.get(one.fix);
  if (fix?.kind !== 'settings') return [];
  const params = fix.params.parse(one.params ?? {});
  const places = fix
    .changes(pcOf(one.image), params)
    .flatMap(({ place }) =>
      place.kind === 'registry-value' ? [placeSchema.parse(place) as RegistryPlace] : []
    );
  return places.length === 0 ? [] : [[`${one.fix}: ${one.name}`, one, places] as const];
});

describe('whatever stands in the registry', () => {
  let made = 0;
  it.each(registryCases)(
    '%s gives it back byte for byte, or refuses and changes nothing',
    async (_name, one, places) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(found, { minLength: places.length, maxLength: places.length }),
          fc.option(data, { nil: undefined, freq: 4 }),
          fc.boolean(),
          async (states, policy, closed) => {
            const image = JSON.parse(JSON.stringify(one.image)) as MachineImage;
            const pc = image as unknown as DraftPc;
            pc.closed = closed;
            places.forEach((place, at) => {
              const state = states[at];
              if (state) put(pc, place, state);
            });
            const [first] = places;
            if (policy && first)
              pc.registry['HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services'] = {
                values: { [first.value]: policy }
              };
            if (await makeAndUndo(one, image)) made += 1;
          }
        ),
        { numRuns: 120 }
      );
    }
  );
  it('was really changed, and not only refused', () => {
    expect(made).toBeGreaterThan(10 * registryCases.length);
  });
});

async function makeAndUndo(one: FixCase, image: MachineImage): Promise<boolean> {
  const fix = fixes.get(one.fix);
  if (fix?.kind !== 'settings') throw new Error(one.fix);
  const before = bytes(image);
  const desk = imageDesk(image);
  const changeId = await applyFix(desk, fix, fix.params.parse(one.params ?? {})).then(
    (plan) => plan.changeId,
    (error: unknown) => {
      if (!(error instanceof Refused)) throw error;
      expect(error.reason).not.toBe('failed');
      return null;
    }
  );
  if (changeId === null) {
    expect(JSON.stringify(desk.image())).toBe(before);
    return false;
  }
  expect(bytes(desk.image())).not.toBe(before);
  // Written to a file and read again between the two.
  const later = imageDesk(JSON.parse(JSON.stringify(desk.image())) as MachineImage);
  expect(await undoChange(later, changeId, { force: false, dryRun: false })).toMatchObject({ applied: true });
  expect(bytes(later.image())).toBe(before);
  return true;
}

describe('whatever stands in lists and sections', () => {
  const word = fc.constantFrom('domain', 'private', 'public', 'Private', 'any');
  const rule = fc.record(
    {
      enabled: fc.boolean(),
      action: fc.constantFrom('allow', 'block', 'Block'),
      profiles: fc.oneof(fc.array(word), fc.constant(null)),
      more: fc.jsonValue({ maxDepth: 2 })
    },
    { requiredKeys: [] }
  );
  const caseOf = (fix: string): FixCase => {
    const one = fixCases.find((each) => each.fix === fix);
    if (!one) throw new Error(fix);
    return one;
  };
  const copied = (image: MachineImage): DraftPc => JSON.parse(JSON.stringify(image)) as DraftPc;

  it('firewall rules', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(rule, { minLength: 2, maxLength: 2 }),
        fc.subarray(['domain', 'private', 'public'], { minLength: 1 }),
        async (members, current) => {
          const pc = copied(caseOf('firewall-allow').image);
          pc.firewall.currentProfiles = current;
          const rules = pc.firewall.rules as Record<string, unknown>[];
          members.forEach((one, at) => {
            const { name, direction, protocol } = rules[at] ?? {};
            rules[at] = { name, direction, protocol, ...one };
          });
          await makeAndUndo(caseOf('firewall-allow'), pc as unknown as MachineImage);
        }
      ),
      { numRuns: 200 }
    );
  });
  it('rules of our own that are there already, changed or not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.option(rule), fc.nat(3), async (own, at) => {
        const pc = copied(caseOf('firewall-port-rule').image);
        const rules = pc.firewall.rules as Record<string, unknown>[];
        if (own) rules.splice(at, 0, { name: 'reconnect-rdp-tcp-3390', ...own });
        await makeAndUndo(caseOf('firewall-port-rule'), pc as unknown as MachineImage);
      }),
      { numRuns: 200 }
    );
  });
  it('saved sign-ins in any order, of any type, listed twice', async () => {
    const credential = fc.record(
      {
        target: fc.constantFrom(
          'TERMSRV/pc9',
          'termsrv/PC9',
          'TERMSRV/pc9.example.test',
          'TERMSRV/other',
          'x',
          'LegacyGeneric:target=TERMSRV/pc9'
        ),
        type: fc.constantFrom('generic', 'domain-password', null, 'odd'),
        user: fc.option(fc.string()),
        more: fc.jsonValue({ maxDepth: 2 })
      },
      { requiredKeys: ['target'] }
    );
    let made = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(credential, { maxLength: 8 }), async (list) => {
        const pc = copied(changedPc('windows-11', () => undefined));
        pc.credentials = list;
        if (await makeAndUndo(caseOf('credential-remove'), pc as unknown as MachineImage)) made += 1;
      }),
      { numRuns: 300 }
    );
    expect(made).toBeGreaterThan(100);
  });
  it('services, power, adapters and members, with members that this version does not know', async () => {
    const more = fc.dictionary(fc.constantFrom('note', 'other'), fc.jsonValue({ maxDepth: 2 }));
    await fc.assert(
      fc.asyncProperty(
        more,
        fc.constantFrom('disabled', 'manual', 'automatic', 'Disabled', 'odd'),
        fc.constantFrom('stopped', 'running', 'paused', 'STOPPED'),
        async (members, startType, state) => {
          const pc = copied(caseOf('service-enable').image);
          pc.services['TermService'] = { ...members, state, startType };
          await makeAndUndo(caseOf('service-enable'), pc as unknown as MachineImage);
          for (const fix of ['sleep-never', 'adapter-stay-on', 'network-private', 'user-allow']) {
            const other = copied(caseOf(fix).image);
            Object.assign(other.power.settings, { note: { ac: 1, ...members } });
            other.groups['s-1-5-32-555'] = [{ sid: 'S-1-5-18' }];
            delete other.groups['S-1-5-32-555'];
            expect(await makeAndUndo(caseOf(fix), other as unknown as MachineImage)).toBe(true);
          }
        }
      ),
      { numRuns: 60 }
    );
  });
});
