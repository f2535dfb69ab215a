import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** In device-independent pixels, as Electron counts. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const firstSize = { width: 1080, height: 720 } as const;
export const leastSize = { width: 800, height: 560 } as const;

const savedSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  maximized: z.boolean()
});
export type SavedBounds = z.infer<typeof savedSchema>;

/** What was saved; null when there is nothing that can be used. */
export function loadBounds(file: string): SavedBounds | null {
  try {
    return savedSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null; // The first start, or a file that was damaged: the window opens where it would at first.
  }
}

/** Writes the file at once and whole, so that a power cut leaves the one before. */
export function saveBounds(file: string, bounds: SavedBounds): void {
  const temporary = `${file}.new`;
  writeFileSync(temporary, JSON.stringify(bounds));
  renameSync(temporary, file);
}

/** How much of the title bar must lie on a screen for the window to be reachable with a mouse. */
const graspable = { width: 100, height: 32 } as const;

/**
 * Where the window opens: where it was, if its title bar can still be reached on one of these work areas, cut to the size
 * of that area. Without a place it is centred by the system.
 */
export function placeWindow(
  saved: SavedBounds | null,
  workAreas: readonly Rectangle[]
): { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number } {
  const primary = workAreas[0];
  const home = saved && workAreas.find((area) => canGrasp(saved, area));
  if (!saved || !home) return primary ? cut(firstSize, primary) : firstSize;
  return { x: saved.x, y: Math.max(saved.y, home.y), ...cut(saved, home) };
}

const cut = (
  size: { width: number; height: number },
  area: Rectangle
): { width: number; height: number } => ({
  width: Math.max(Math.min(size.width, area.width), Math.min(leastSize.width, area.width)),
  height: Math.max(Math.min(size.height, area.height), Math.min(leastSize.height, area.height))
});

function canGrasp(saved: Rectangle, area: Rectangle): boolean {
  const overlap = Math.min(saved.x + saved.width, area.x + area.width) - Math.max(saved.x, area.x);
  return (
    overlap >= graspable.width && saved.y >= area.y - 8 && saved.y + graspable.height <= area.y + area.height
  );
}
