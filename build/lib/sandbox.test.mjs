import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { sandboxObstacle } from './sandbox.mjs';

const folder = mkdtempSync(join(tmpdir(), 'reconnect-sandbox-'));
writeFileSync(join(folder, 'chrome-sandbox'), '', { mode: 0o755 });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @type {import('./electron-files.mjs').Runtime} */
const runtime = { folder, executable: join(folder, 'electron'), from: 'official' };

/** @param {Record<string, string>} settings @param {string} [profile] */
const obstacle = (settings, profile = 'unconfined') =>
  sandboxObstacle(runtime, { setting: (name) => settings[name], profile: () => profile });

it.each([
  ['Debian’s switch', { 'kernel/unprivileged_userns_clone': '0' }],
  ['a limit of none', { 'user/max_user_namespaces': '0' }],
  ['Ubuntu’s AppArmor', { 'kernel/apparmor_restrict_unprivileged_userns': '1' }]
])('names the helper and the command where %s forbids user namespaces', (_what, settings) => {
  const line = obstacle(settings) ?? '';
  expect(line).toContain(`chmod 4755 '${join(folder, 'chrome-sandbox')}'`);
  expect(line).not.toContain('\n');
});

it('finds nothing where namespaces are allowed, or where AppArmor has a profile for this Electron', () => {
  expect(obstacle({ 'kernel/unprivileged_userns_clone': '1', 'user/max_user_namespaces': '1000' })).toBe(
    undefined
  );
  expect(obstacle({ 'kernel/apparmor_restrict_unprivileged_userns': '1' }, 'electron (unconfined)')).toBe(
    undefined
  );
});
