import { XMLParser } from 'fast-xml-parser';
import type { MachineImage } from '../../shared/model/machine-image';
import type { State } from '../../shared/model/place';
import { recorded } from '../machine/recorded';

/**
 * Stands in for the task scheduler: a recorded PC after reg.exe has done what the actions of a task say, as they stand. Only
 * numbers: the Windows lane runs the rest.
 */
export async function afterTask(pc: MachineImage, xml: string): Promise<MachineImage> {
  const { Task } = new XMLParser({ parseTagValue: false }).parse(xml) as {
    readonly Task: { readonly Actions: { readonly Exec: readonly { readonly Arguments: string }[] } };
  };
  const machine = recorded(pc);
  for (const { Arguments } of Task.Actions.Exec) {
    if (Arguments.startsWith('/delete ')) continue;
    const [, verb, key = '', value = '', type, data] =
      /^(add|delete) "([^"]+)" \/v "([^"]+)"(?: \/t (REG_DWORD) \/d (\d+))? \/f \/reg:64$/.exec(Arguments) ??
      [];
    const state: State | null = type === 'REG_DWORD' ? [type, Number(data)] : null;
    if (verb !== (state ? 'add' : 'delete')) throw new Error(`reg.exe ${Arguments}`);
    await machine.write({ kind: 'registry-value', key, value, type: 'REG_DWORD' }, state);
  }
  return machine.image();
}

/** What the registry of a recorded PC holds, but for keys that nothing is in and values that are listed as absent. */
export const contentOf = (pc: MachineImage): string =>
  JSON.stringify(
    Object.entries(pc.registry ?? {}).flatMap(([key, entry]) => {
      const { values = {} } = (entry ?? {}) as { readonly values?: object };
      const there = Object.entries(values).filter(([, one]) => one !== null);
      return there.length > 0 ? [[key, there]] : [];
    })
  );
