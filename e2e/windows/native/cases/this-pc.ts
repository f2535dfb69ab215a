import { deepStrictEqual, match, strictEqual } from 'node:assert';
import { createSocket } from 'node:dgram';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { hostname, release, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { hasModernStandby, nativeReaders } from '../../../../main/machine/native';
import { fixedVersion } from '../../../../main/machine/native/files';
import { processNames } from '../../../../main/machine/native/processes';
import { isUnavailable, type FileEntry, type SocketEntry } from '../../../../shared/model/machine-image';
import { type Cases, known, never } from './case';

async function files(...paths: string[]): Promise<(FileEntry | null | undefined)[]> {
  const { files } = await nativeReaders.file(
    paths.map((path) => ({ kind: 'file', path })),
    never
  );
  return paths.map((path) => (files as Record<string, FileEntry | null>)[path]);
}

/** Found in the file's bytes by its signature, without any call. */
function versionInBytes(path: string): string | null {
  const bytes = readFileSync(path);
  return fixedVersion(bytes.subarray(bytes.indexOf(Buffer.from('bd04effe00000100', 'hex'))));
}

const listening = (server: { once: (event: 'listening', then: () => void) => unknown }): Promise<void> =>
  new Promise((resolve) => void server.once('listening', resolve));

export const pcCases: Cases = {
  'files: version, size and time; a file without version; a folder; none': async () => {
    const plain = join(tmpdir(), 'reconnect native case.txt');
    writeFileSync(plain, 'text');
    try {
      const system = '%SystemRoot%\\system32\\kernel32.dll';
      const path = join(process.env['SystemRoot'] ?? '', 'system32', 'kernel32.dll');
      const [library, text, folder, none] = await files(
        system,
        plain,
        '%SystemRoot%\\system32',
        '%SystemRoot%\\nothing here\\none.dll'
      );
      const { size, mtime } = statSync(path);
      deepStrictEqual(library, { version: versionInBytes(path), size, modified: mtime.toISOString() });
      match(known(known(library).version), /^\d+\.\d+\.\d+\.\d+$/);
      strictEqual(text?.version, null);
      strictEqual(text?.size, 4);
      strictEqual(folder, null);
      strictEqual(none, null);
    } finally {
      rmSync(plain);
    }
  },

  'sockets: TCP and UDP listeners of both families': async () => {
    const servers = [createServer().listen(0, '127.0.0.1'), createServer().listen(0, '::1')];
    const udp = [createSocket('udp4').bind(0, '127.0.0.1'), createSocket('udp6').bind(0, '::1')];
    try {
      await Promise.all([...servers, ...udp].map(listening));
      const { sockets } = await nativeReaders.sections.sockets();
      const found = sockets.filter((one): one is SocketEntry => !isUnavailable(one));
      const rowOf = (protocol: string, { address, port }: AddressInfo): SocketEntry | undefined =>
        found.find((one) => one.protocol === protocol && one.address === address && one.port === port);
      for (const server of servers)
        strictEqual(rowOf('tcp', server.address() as AddressInfo)?.state, 'listen');
      for (const socket of udp) strictEqual(rowOf('udp', socket.address())?.state, null);
      strictEqual(found.length, sockets.length);
    } finally {
      for (const one of [...servers, ...udp]) one.close();
    }
  },

  'processes: this one, by its id': async () => {
    const name = (await processNames()).get(process.pid);
    strictEqual(name?.toLowerCase(), process.execPath.split('\\').pop()?.toLowerCase());
  },

  'identity: as the environment and Node have it': async () => {
    const { identity } = await nativeReaders.sections.identity();
    strictEqual(known(identity.user).split('\\')[1], userInfo().username);
    strictEqual(known(identity.computer).toUpperCase(), hostname().slice(0, 15).toUpperCase());
    match(known(identity.sid), /^S-1-5-21(-\d+){4}$/);
    strictEqual(identity.elevated, true);
    strictEqual(identity.remoteSession, false);
    strictEqual(identity.domain, null);
    strictEqual(identity.microsoftAccount, false);
  },

  'os: as Node has it': async () => {
    const { os } = await nativeReaders.sections.os();
    strictEqual(`${known(os.version)}.${known(os.build)}`, release());
    strictEqual(os.productType, 'workstation');
    strictEqual(os.architecture, 'x64');
    match(known(os.locale), /^[a-z]{2,3}-/);
    strictEqual(typeof os.timeZone, 'string');
  },

  'power: whether there is Modern Standby': async () => {
    strictEqual(typeof (await hasModernStandby()), 'boolean');
  }
};
