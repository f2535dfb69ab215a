import type { Place } from '../../shared/model/place';
import type { Setting } from './parts/define-setting';

const all: readonly Setting[] = Object.values(
  import.meta.glob<Setting>(['./*.ts', '!./*.test.ts', '!./index.ts'], { eager: true, import: 'setting' })
);

/** Every setting: one file each, found by name. The closed list of what may be written. */
export const settings: ReadonlyMap<string, Setting> = new Map(all.map((setting) => [setting.id, setting]));

/** The setting of that id, if the place is one of its own. */
export function settingAt(id: string, place: Place): Setting | null {
  const setting = settings.get(id);
  return setting?.holds(place) === true ? setting : null;
}
