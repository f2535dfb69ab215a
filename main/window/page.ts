import { isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

// Beside the built main file: out/main, out/preload, out/renderer.
const builtFolder = join(__dirname, '..');
const rendererFolder = join(builtFolder, 'renderer');

/** The one page there is. */
export const pageFile = join(rendererFolder, 'index.html');
/** The bridge that runs in it. */
export const preloadFile = join(builtFolder, 'preload', 'index.js');

/** Whether a URL is our page, whatever its fragment. */
export function isOwnPage(url: string): boolean {
  return pathOf(url) === pageFile;
}

/** Whether the page may load a URL: a file that was built with it, or data it made itself. */
export function isOwnResource(url: string, folder: string = rendererFolder): boolean {
  if (url.startsWith('data:')) return true;
  const path = pathOf(url);
  if (path === null) return false;
  const below = relative(folder, path);
  return below !== '' && !below.startsWith('..') && !isAbsolute(below);
}

/** A file URL as a path; null for all else, and for files on another PC, which Windows would sign in to. */
function pathOf(url: string): string | null {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return null; // Not a URL, so not ours.
  }
  if (parsed.protocol !== 'file:' || parsed.host !== '') return null;
  try {
    return fileURLToPath(`file://${parsed.pathname}`);
  } catch {
    return null; // Encoded separators, or no drive on Windows: nothing that was built looks like that.
  }
}
