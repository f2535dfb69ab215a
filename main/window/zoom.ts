import type { Input, WebContents } from 'electron';

/** In Chromium's steps of a fifth more or less each: 50 % to about 250 %. */
const range = { least: -4, most: 5 } as const;

/** The zoom keys that the menu would bring, which this window does not have. */
export function addZoomKeys(contents: WebContents): void {
  contents.on('before-input-event', (event, input) => {
    const level = zoomLevelAfter(input, contents.getZoomLevel());
    if (level === null) return;
    event.preventDefault();
    contents.setZoomLevel(level);
  });
}

/** The zoom level that a key asks for; null when it is not about zooming. */
export function zoomLevelAfter(
  input: Pick<Input, 'type' | 'control' | 'meta' | 'alt' | 'key'>,
  level: number
): number | null {
  if (input.type !== 'keyDown' || input.alt || !(input.control || input.meta)) return null;
  if (input.key === '0') return 0;
  if (input.key === '+' || input.key === '=') return Math.min(level + 0.5, range.most);
  if (input.key === '-' || input.key === '_') return Math.max(level - 0.5, range.least);
  return null;
}
