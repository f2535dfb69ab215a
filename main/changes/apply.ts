import type { Plan } from '../../shared/model/change';
import { readingOf, whereOf, type Place } from '../../shared/model/place';
import { isKnown } from '../facts/fact';
import type { Params, SettingsFix } from '../fixes/define-fix';
import { WriteFailed, type Capture, type Held } from '../machine/writing';
import { lookAt, type Desk } from './desk';
import { registerTask, removeTask } from './end-task';
import { readJournal, stands } from './journal';
import type { JournalRecord } from './journal-record';
import { isSameState, nowAt } from './kinds';
import { lookFor } from './look-for';
import type { Pc } from './pc';
import { planFix, type Step } from './plan';
import { Refused } from './refused';

/** A planned change whose captures are taken. */
interface Captured extends Step {
  readonly capture: Capture;
}

/**
 * Makes a change: plans it against the PC as it is now, notes what is there, writes, and reads back. The note is kept before
 * the first write, and what ends a downgrade without this program is there before it too. Where writing fails, what was
 * written is put back.
 *
 * @param hash of the plan that the person has agreed to; null where nobody was asked
 * @returns the plan as it was carried out; `applied` is false where nothing was to do, or where the PC has changed since the
 *   person agreed
 * @throws Refused
 * @throws JournalCorrupt
 */
export async function applyFix(
  desk: Desk,
  fix: SettingsFix,
  params: Params,
  hash: string | null = null
): Promise<Plan> {
  const pc = await lookFor(desk.machine.look, fix, params);
  const { plan, steps } = planFix(pc, fix, params);
  if (steps.length === 0 || (hash !== null && hash !== plan.hash)) return plan;
  const records = readJournal(await desk.journal.records());
  const { at, expiresAt } = times(pc, fix);
  const captured = await captureAll(desk, steps, records);
  const id = newId(desk, fix, new Set(records.map((one) => one.id)));
  const begin: JournalRecord = {
    v: 1,
    record: 'begin',
    id,
    fix: fix.id,
    params: { ...params },
    at,
    ...(typeof desk.who === 'string' ? { who: desk.who } : {}),
    risk: fix.risk,
    ...(expiresAt === null ? {} : { expiresAt }),
    changes: captured.map(({ setting, place, from, to, capture }) => ({
      setting: setting.id,
      place,
      before: from,
      after: to,
      capture
    }))
  };
  await desk.journal.append(begin);
  await registerTask(desk, { id, at, expiresAt }, fix, captured, records);
  const failure = await writeAll(desk, captured);
  if (failure) {
    const stayed = await putBack(desk, captured);
    // What stayed is ended by the task in its time.
    if (stayed.length === 0) await removeTask(desk, { id, expiresAt });
    await desk.journal.append({ v: 1, record: 'failed', id, at, stayed });
    const places = captured
      .filter((_one, number) => stayed.includes(number))
      .map(({ place }) => whereOf(place));
    throw new Refused('failed', whereOf(failure.place), failure.detail, places);
  }
  await desk.journal.append({ v: 1, record: 'applied', id, at });
  return { ...plan, applied: true, changeId: id };
}

/** By the PC's own clock: the reader's is another PC's. */
export function clockOf(pc: Pc): string | null {
  const { now } = pc.facts.clock;
  return isKnown(now) && Number.isFinite(now.value) ? new Date(now.value).toISOString() : null;
}

function times(pc: Pc, fix: SettingsFix): { at: string | null; expiresAt: string | null } {
  const at = clockOf(pc);
  if (fix.expiresInSeconds === undefined) return { at, expiresAt: null };
  // What has no end is not begun.
  if (at === null) throw new Refused('unreadable', 'clock', 'not-read');
  return { at, expiresAt: new Date(Date.parse(at) + fix.expiresInSeconds * 1000).toISOString() };
}

async function captureAll(
  { machine }: Desk,
  steps: readonly Step[],
  records: ReturnType<typeof readJournal>
): Promise<Captured[]> {
  const held: Held[] = records.flatMap((one) => (one.known && stands(one) ? one.changes : []));
  try {
    const captures = machine.captureAll
      ? await machine.captureAll(steps)
      : await Promise.all(steps.map(({ place }) => machine.capture(place)));
    return steps.map((step, at) => {
      const capture = machine.inherit(step.place, captures[at], held);
      held.push({ place: step.place, capture });
      return { ...step, capture };
    });
  } catch (error) {
    if (!(error instanceof WriteFailed)) throw error;
    throw new Refused('unreadable', steps.map(({ place }) => whereOf(place)).join(', '), error.detail);
  }
}

/** @returns what could not be written, and why; null where all was */
async function writeAll(
  desk: Desk,
  captured: readonly Captured[]
): Promise<{ readonly place: Place; readonly detail: string } | null> {
  for (const { place, to } of captured)
    try {
      await desk.machine.write(place, to);
      await readBack(desk, place, to);
    } catch (error) {
      if (!(error instanceof WriteFailed)) throw error;
      return { place, detail: error.detail };
    }
  return null;
}

/** @throws WriteFailed where something else stands there than what was written */
async function readBack(desk: Desk, place: Place, wanted: Step['to']): Promise<void> {
  const pc = await lookAt(desk, [readingOf(place)]);
  const now = nowAt(pc.index, place);
  if (!isKnown(now) || !isSameState(place, now.value, wanted)) throw new WriteFailed('not-taken');
}

/** @returns the numbers of the settings that could not be put back */
async function putBack(desk: Desk, captured: readonly Captured[]): Promise<number[]> {
  const stayed: number[] = [];
  for (const [number, { place, from, capture }] of [...captured.entries()].reverse())
    try {
      await desk.machine.restore(place, capture);
      await readBack(desk, place, from);
    } catch (error) {
      if (!(error instanceof WriteFailed)) throw error;
      stayed.unshift(number);
    }
  return stayed;
}

function newId(desk: Desk, { id }: SettingsFix, taken: ReadonlySet<string>): string {
  for (;;) {
    const made = `${id}-${desk.newId()}`;
    if (!taken.has(made)) return made;
  }
}
