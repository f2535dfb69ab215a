import { defineFacts, section } from './define-facts';
import { items, map } from './fact';
import { knownPrograms, type KnownProgram } from './known-programs';

/** Where a known program was seen. */
export interface SeenProgram {
  readonly name: string;
  readonly kind: KnownProgram['kind'];
  /** `programs/AnyDesk`, `services/AnyDesk`. */
  readonly path: string;
  /** The version of a program, the state of a service; empty where it has none. */
  readonly detail: string;
}

/** Installed programs of others that have to do with Remote Desktop. */
export const otherPrograms = defineFacts({
  id: 'other-programs',
  readings: { programs: section('programs') },
  derive: ({ programs }) => ({
    /** Under the names of the data file, each once. */
    installed: map(items(programs), (all): readonly SeenProgram[] => {
      const seen = new Map<string, SeenProgram>();
      for (const program of all) {
        const known = whatIs(program.name);
        if (!known || seen.has(known.name)) continue;
        const detail = typeof program.version === 'string' ? program.version : '';
        seen.set(known.name, { name: known.name, kind: known.kind, path: `programs/${known.name}`, detail });
      }
      return [...seen.values()];
    })
  })
});

/** The first entry of the data file that fits: `TightVNC` before the bare `VNC`. */
const whatIs = (name: string): KnownProgram | undefined =>
  knownPrograms.find(({ listed }) => listed.test(name));
