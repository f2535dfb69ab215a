import { lstatSync } from 'node:fs';
import { inRoot, isRoot, root } from './paths.mjs';
import { ask } from './run.mjs';

/**
 * After `sudo npm test`: what root made in the person's checkout becomes the person's again, or their next build could not
 * write there. Links are not followed, and what belongs to others stays theirs.
 */
export function giveBackToOwner() {
  const { SUDO_UID, SUDO_GID } = process.env;
  if (!isRoot || !SUDO_UID || !SUDO_GID || SUDO_UID === '0') return;
  if (String(lstatSync(root).uid) !== SUDO_UID) return;
  const folders = ['out', 'artifacts', 'node_modules'].map((name) => inRoot(name));
  const made = folders.filter((folder) => lstatSync(folder, { throwIfNoEntry: false }));
  ask('chown', ['--recursive', '--no-dereference', '--from=0', `${SUDO_UID}:${SUDO_GID}`, ...made]);
}
