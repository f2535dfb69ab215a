import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeMachine } from '../../main/diagnosis/judge-machine';
import type { MachineDiagnosis } from '../../shared/model/machine-diagnosis';
import type { MachineImage } from '../../shared/model/machine-image';
import type { Reading } from '../../shared/model/reading';
import { machineGroups } from './machines';
import { startNativeReader, type NativeReader } from './native-reader';
import type { LabelledRun } from './programs/this-pc';
import { readingsOf, saysOf } from './says';
import { startSeeder, type AsSeeded, type Seeder } from './seed';
import { startWorker, type Worker } from './session';
import { placeOf, standInMark } from './stand-in';

// Every recorded machine is put into the one Windows of the lane, and read there by the app's own native code.

let seeder: Seeder;
let reader: NativeReader;
let thisPc: Worker;

beforeAll(async () => {
  [seeder, reader, thisPc] = await Promise.all([
    startSeeder(),
    startNativeReader(),
    startWorker('programs/this-pc')
  ]);
});
afterAll(() => Promise.all([seeder.stop(), reader.stop(), thisPc.stop()]));

describe.each(machineGroups)('$name', ({ image, machines }) => {
  let readings: Reading[];
  let asSeeded: AsSeeded;
  beforeAll(async () => {
    readings = readingsOf(image);
    asSeeded = await seeder.seed(image, readings);
  });

  it('reads registry, services and certificates as they are', async () => {
    const answer = await reader.read(readings);
    const there = asSeeded(image);
    const read: MachineImage = { schema: 'reconnect.machine/1', ...answer.image };
    expect(readings.length).toBeGreaterThan(0);
    for (const reading of readings)
      expect.soft(saysOf(read, reading), JSON.stringify(reading)).toEqual(saysOf(there, reading));
  });

  it.each(machines)('has the findings of $name', async ({ image: recording, target }) => {
    const there = asSeeded(recording);
    const ends = { client: there, host: there };
    const expected = judgeMachine(ends, { target });
    const options = target === null ? {} : { target };
    const { status, diagnosis } = await thisPc.ask<LabelledRun>('run', { recording: there, options });
    expect(plainTimes(diagnosis.findings)).toEqual(plainTimes(expected.findings));
    expect(diagnosis.likelyCause).toBe(expected.likelyCause);
    expect(diagnosis.stages.map(outcomeOf)).toEqual(expected.stages.map(outcomeOf));
    expect(status === 1).toBe(expected.findings.some(({ severity }) => severity === 'problem'));
    const { mark, answered } = diagnosis.standIn;
    expect(mark).toBe(standInMark);
    // What can really be there was read there.
    const own = readingsOf(recording).map(placeOf);
    expect(answered.filter((place) => own.includes(place))).toEqual([]);
  });
});

/** The same moment may be written with milliseconds or without. */
const plainTimes = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_name, one: unknown) =>
    typeof one === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(one) ? new Date(one).toISOString() : one
  );

const outcomeOf = ({ id, outcome }: MachineDiagnosis['stages'][number]): string => `${id} ${outcome}`;
