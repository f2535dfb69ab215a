import type { ChangedPc } from '../../shared/model/changed-pc';
import { pcKey } from '../../shared/model/pc-key';
import type { MachineImage } from '../../shared/model/machine-image';
import type { Changer } from '../changes/changer';
import type { ImageChanger } from '../changes/image-changer';
import { findDemoPc } from '../demo/demo-pc';
import { CallError } from './call-error';

/** A PC with the one `Changer` that everything in the window goes through. */
export interface KnownChanger {
  readonly pc: ChangedPc;
  readonly changer: Changer;
}

/** The PCs that a window can change. Each has one `Changer`, whichever screen asks. */
export interface Changers {
  /** @throws CallError where there is no such demo PC */
  readonly of: (pc: ChangedPc) => Changer;
  /**
   * A demo PC as it is now, with what was changed on it.
   *
   * @throws CallError where there is no such demo PC
   */
  readonly imageOf: (machine: string) => MachineImage;
  /** Those that were asked for so far, in that order; this PC comes first and is always there. */
  readonly known: () => readonly KnownChanger[];
  /**
   * Tells of each apply, undo and recovery that is over, however it ended, and of what a look at the history shows that came
   * about without them: the end of a downgrade, or what another Reconnect did. Gives the way to stop.
   */
  readonly onChanged: (listener: (pc: ChangedPc) => void) => () => void;
  readonly close: () => Promise<void>;
}

/** How the `Changer` of each kind of PC is made. */
export interface ChangerMakers {
  readonly thisPc: () => Changer;
  readonly recorded: (image: MachineImage) => ImageChanger;
}

export function createChangers({ thisPc, recorded }: ChangerMakers): Changers {
  const known = new Map<string, KnownChanger>();
  const practised = new Map<string, ImageChanger>();
  const listeners = new Set<(pc: ChangedPc) => void>();

  function of(pc: ChangedPc): Changer {
    const before = known.get(pcKey(pc));
    if (before) return before.changer;
    const changer = telling(make(pc), () => listeners.forEach((listener) => listener(pc)));
    known.set(pcKey(pc), { pc, changer });
    return changer;
  }

  function make(pc: ChangedPc): Changer {
    if (pc.kind === 'this-pc') return whenNeeded(thisPc);
    const demo = findDemoPc(pc.machine);
    if (!demo) throw new CallError('no-machine', 'app.error.no-machine', { id: pc.machine });
    const made = recorded(demo.image);
    practised.set(pc.machine, made);
    return made;
  }

  function imageOf(machine: string): MachineImage {
    of({ kind: 'demo', machine });
    return (practised.get(machine) as ImageChanger).image();
  }

  of({ kind: 'this-pc' });
  return {
    of,
    imageOf,
    known: () => [...known.values()],
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      await Promise.all([...known.values()].map(({ changer }) => changer.close()));
    }
  };
}

/** What cannot be opened fails what is asked of it, and not the start of the app. */
function whenNeeded(make: () => Changer): Changer {
  let made: Changer | null = null;
  const get = (): Changer => (made ??= make());
  return {
    plan: async (fix, params) => get().plan(fix, params),
    apply: async (fix, params, hash, watch) => get().apply(fix, params, hash, watch),
    undo: async (id, options, watch) => get().undo(id, options, watch),
    changes: async () => get().changes(),
    recover: async (id, way, watch) => get().recover(id, way, watch),
    close: async () => made?.close()
  };
}

function telling(changer: Changer, tell: () => void): Changer {
  // How the changes stood at the last look; null where something was done here since, which is told anyway.
  let stood: string | null = null;
  const then = <Result>(work: Promise<Result>): Promise<Result> =>
    work.finally(() => {
      stood = null;
      tell();
    });
  return {
    ...changer,
    changes: async () => {
      const known = await changer.changes();
      const stand = known.history.changes.map(({ id, state }) => `${id} ${state}`).join('\n');
      const isOther = stood !== null && stood !== stand;
      stood = stand;
      if (isOther) tell();
      return known;
    },
    apply: (fix, params, hash, watch) => then(changer.apply(fix, params, hash, watch)),
    undo: (id, options, watch) =>
      options.dryRun ? changer.undo(id, options, watch) : then(changer.undo(id, options, watch)),
    recover: (id, way, watch) => then(changer.recover(id, way, watch))
  };
}
