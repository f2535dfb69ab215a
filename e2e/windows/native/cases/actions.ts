import { deepStrictEqual, notStrictEqual, ok, rejects, strictEqual, throws } from 'node:assert';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificate } from '../../../../main/demo/certificate';
import { makeAction } from '../../../../main/actions/make';
import { actionDoors } from '../../../../main/actions/this-pc';
import { undoAction } from '../../../../main/actions/undo';
import type { Desk } from '../../../../main/changes/desk';
import { imageDesk } from '../../../../main/changes/image-desk';
import { changedPc, setValue, type DraftPc } from '../../../../main/demo/machines/sound-pc';
import { fixes } from '../../../../main/fixes';
import type { ActionFix, Params } from '../../../../main/fixes/define-fix';
import { nativeReaders } from '../../../../main/machine/native';
import { runningDependents } from '../../../../main/machine/native/dependents';
import { ownSession } from '../../../../main/machine/native/own-session';
import { isKeyThere, removeKey, renameKey } from '../../../../main/machine/native/whole-keys';
import {
  giveCertificate,
  keepCertificate,
  removeCertificate
} from '../../../../main/machine/native/write-certificates';
import { WriteFailed } from '../../../../main/machine/writing';
import type { CertificateEntry, ServiceEntry } from '../../../../shared/model/machine-image';
import { putCertificates } from '../../put/certificates';
import { answerDialog, typePassword } from '../../put/dialogs';
import { known, never, windowsProgram, type Cases } from './case';
import { put, remove, seen } from './write-credentials';

const doors = actionDoors();

function fixOf(id: string): ActionFix {
  const fix = fixes.get(id);
  if (fix?.kind !== 'action') throw new Error(`${id} is no action`);
  return fix;
}

/** A desk whose journal is in memory, on a PC that reads this Windows where the action looks, and is sound otherwise. */
function deskOf(
  read: () => Promise<Partial<DraftPc>>,
  change: (pc: DraftPc) => void = () => undefined
): Desk {
  const { machine, ...desk } = imageDesk(changedPc('windows-11', change));
  return {
    ...desk,
    machine: {
      ...machine,
      look: async (readings) => ({ ...(await machine.look(readings)), ...((await read()) as object) })
    }
  };
}
const nothing = (): Promise<Partial<DraftPc>> => Promise.resolve({});

/** Does it, says with `meanwhile` what is then, and takes it back. */
async function thereAndBack(
  id: string,
  params: Params,
  desk: Desk,
  meanwhile: () => void | Promise<void>
): Promise<void> {
  const plan = await makeAction(desk, doors, fixOf(id), params);
  ok(plan.applied);
  await meanwhile();
  const back = await undoAction(desk, doors, plan.changeId ?? '', { force: false, dryRun: false });
  ok(back.applied);
}

const licences = 'HKLM\\SOFTWARE\\Microsoft\\MSLicensing';
const all = (key: string): string => windowsProgram('reg', 'query', key, '/s');

function putLicences(): void {
  const store = `${licences}\\Store\\LICENSE000`;
  windowsProgram('reg', 'add', store, '/v', 'ClientLicense', '/t', 'REG_BINARY', '/d', '00ff10', '/f');
  windowsProgram('reg', 'add', store, '/v', 'LicenseScope', '/d', 'microsoft.com', '/f');
  windowsProgram(
    'reg',
    'add',
    `${licences}\\HardwareID`,
    '/v',
    'ClientHWID',
    '/t',
    'REG_DWORD',
    '/d',
    '7',
    '/f'
  );
}
const isThere = (key: string): boolean => {
  try {
    all(key);
    return true;
  } catch {
    // reg.exe ends with another status than 0 where there is no such key.
    return false;
  }
};

/** The keys that are the store, or were. */
const licenceKeys = (): string[] =>
  windowsProgram('reg', 'query', 'HKLM\\SOFTWARE\\Microsoft')
    .split(/\r?\n/)
    .flatMap((line) => /\\([^\\]*MSLicensing[^\\]*)$/.exec(line)?.[1] ?? []);

const store = 'LocalMachine\\Remote Desktop';
async function certificates(): Promise<CertificateEntry[]> {
  const read = await nativeReaders.certificates([{ kind: 'certificates', store }], never);
  return (known(read.certificates)[store] as CertificateEntry[] | null) ?? [];
}
async function certificate(commonName: string): Promise<string> {
  const { chainPem } = await makeCertificate({
    commonName,
    names: [commonName],
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2026-07-01T00:00:00Z'),
    key: 'rsa-2048',
    signature: 'sha256',
    issuer: null,
    usage: 'encipher-only'
  });
  return chainPem.replace(/-----[^-]+-----|\s/g, '');
}

const processOf = async (name: string): Promise<number | null> => {
  const { services } = await nativeReaders.service([{ kind: 'service', name }], never);
  return known(known(services)[name] as ServiceEntry | null).processId as number | null;
};

const service = (name: string, needs: string): void => {
  const path = 'C:\\windows\\system32\\termsv.exe';
  windowsProgram('sc', 'create', name, 'binPath=', path, 'start=', 'demand', 'depend=', needs);
};

export const actionCases: Cases = {
  'a key is renamed with all that is in it, and never over another one': async () => {
    putLicences();
    const before = all(licences);
    const aside = 'HKLM\\SOFTWARE\\Microsoft\\Reconnect case';
    await renameKey(licences, 'Reconnect case');
    strictEqual(await isKeyThere(licences), false);
    strictEqual(all(aside).replaceAll('Reconnect case', 'MSLicensing'), before);
    windowsProgram('reg', 'add', licences, '/v', 'new', '/d', 'since', '/f');
    await rejects(
      renameKey(licences, 'Reconnect case'),
      (error) => error instanceof WriteFailed && error.detail === 'error 183'
    );
    await removeKey(licences);
    await removeKey(licences);
    await renameKey(aside, 'MSLicensing');
    strictEqual(all(licences), before);
    await removeKey(licences);
    strictEqual(isThere(licences), false);
  },

  'action: the licence store goes aside and comes back, over one that Windows made since': async () => {
    putLicences();
    const before = all(licences);
    await thereAndBack('licence-store-reset', {}, deskOf(nothing), () => {
      strictEqual(isThere(licences), false);
      windowsProgram('reg', 'add', `${licences}\\Store`, '/v', 'new', '/d', 'since', '/f');
    });
    strictEqual(all(licences), before);
    deepStrictEqual(licenceKeys(), ['MSLicensing']);
    windowsProgram('reg', 'delete', licences, '/f');
    await rejects(makeAction(deskOf(nothing), doors, fixOf('licence-store-reset'), {}), {
      reason: 'not-there'
    });
  },

  'action: the picture cache goes aside and comes back': async () => {
    const parent = join(process.env['LOCALAPPDATA'] ?? '', 'Microsoft', 'Terminal Server Client');
    const cache = join(parent, 'Cache');
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(cache, 'bcache24.bmc'), 'pictures');
    try {
      await thereAndBack('bitmap-cache-reset', {}, deskOf(nothing), () => {
        strictEqual(readdirSync(parent).includes('Cache'), false);
        mkdirSync(cache);
        writeFileSync(join(cache, 'Cache0000.bin'), 'since');
      });
      deepStrictEqual(readdirSync(parent), ['Cache']);
      deepStrictEqual(readdirSync(cache), ['bcache24.bmc']);
      strictEqual(readFileSync(join(cache, 'bcache24.bmc'), 'utf8'), 'pictures');
    } finally {
      rmSync(parent, { recursive: true, force: true });
    }
  },

  'action: a corrected copy of an .rdp file': async () => {
    const file = join(process.env['USERPROFILE'] ?? '', 'reconnect case.rdp');
    const copy = join(process.env['USERPROFILE'] ?? '', 'reconnect case (corrected).rdp');
    const text = 'full address:s:pc9:3390\r\nserver port:i:3390\r\n';
    writeFileSync(file, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
    const path = '%USERPROFILE%\\reconnect case.rdp';
    const desk = deskOf(nothing, (pc) => (pc.rdpFiles = [{ path, lines: text.trim().split('\r\n') }]));
    try {
      await thereAndBack('rdp-file-correct', { file: path, line: 'server port:i:3389' }, desk, () => {
        const written = readFileSync(copy);
        deepStrictEqual([...written.subarray(0, 2)], [0xff, 0xfe]);
        strictEqual(written.toString('utf16le', 2), 'full address:s:pc9\r\nserver port:i:3389\r\n');
      });
      throws(() => readFileSync(copy));
    } finally {
      rmSync(file, { force: true });
      rmSync(copy, { force: true });
    }
  },

  'services that need another one are found by what they say they need': async () => {
    service('ReconnectNeeds', 'TermService');
    service('ReconnectNeedsThat', 'ReconnectNeeds');
    service('ReconnectStopped', 'TermService');
    try {
      for (const name of ['TermService', 'ReconnectNeeds', 'ReconnectNeedsThat'])
        await doors.services.bring(name, 'running');
      deepStrictEqual(await runningDependents('termservice'), ['ReconnectNeedsThat', 'ReconnectNeeds']);
      deepStrictEqual(await runningDependents('ReconnectNeedsThat'), []);
      const names = ['TermService', 'ReconnectNeeds', 'ReconnectNeedsThat'];
      const before = await Promise.all(names.map(processOf));
      const desk = deskOf(nothing);
      ok((await makeAction(desk, doors, fixOf('service-restart'), { service: 'TermService' })).applied);
      const after = await Promise.all(names.map(processOf));
      names.forEach((name, at) => {
        ok(after[at], name);
        notStrictEqual(after[at], before[at], name);
      });
      strictEqual(await doors.services.state('ReconnectStopped'), 'stopped');
      for (const name of [...names].reverse()) await doors.services.bring(name, 'stopped');
    } finally {
      for (const name of ['ReconnectStopped', 'ReconnectNeedsThat', 'ReconnectNeeds'])
        windowsProgram('sc', 'delete', name);
    }
  },

  'a certificate goes and comes back with the name of its key': async () => {
    const der = await certificate('PC7');
    putCertificates([{ store, certificates: [{ der, hasPrivateKey: true }] }]);
    try {
      const before = await certificates();
      const { thumbprint } = before[0] ?? { thumbprint: '' };
      strictEqual(before[0]?.hasPrivateKey, true);
      const kept = known(await keepCertificate(store, thumbprint));
      await removeCertificate(store, thumbprint);
      await removeCertificate(store, thumbprint);
      deepStrictEqual(await certificates(), []);
      strictEqual(await keepCertificate(store, thumbprint), null);
      await giveCertificate(store, kept);
      await giveCertificate(store, kept);
      deepStrictEqual(await certificates(), before);
      await rejects(removeCertificate('LocalMachine\\My', thumbprint), WriteFailed);
    } finally {
      putCertificates([{ store, certificates: [] }]);
    }
  },

  'action: where Windows makes no new certificate the old one comes back': async () => {
    putCertificates([{ store, certificates: [{ der: await certificate('PC7'), hasPrivateKey: true }] }]);
    service('SessionEnv', 'RpcSs');
    try {
      const before = await certificates();
      const thumbprint = before[0]?.thumbprint ?? '';
      const winStations = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations';
      const desk = deskOf(
        async () => ({
          certificates: {
            [store]: await certificates(),
            'LocalMachine\\My': []
          }
        }),
        (pc) => {
          setValue(pc, winStations, 'SelfSignedCertificate', ['REG_BINARY', thumbprint]);
        }
      );
      // Nobody here makes certificates, so none is waited for.
      const wait = (): Promise<void> => Promise.resolve();
      const renew = fixOf('certificate-renew');
      await rejects(makeAction(desk, { ...doors, wait }, renew, {}), {
        reason: 'failed',
        detail: 'no-new-certificate'
      });
      deepStrictEqual(await certificates(), before);
      // Stand-in for TermService and SessionEnv, which make one: it appears while the action waits.
      const newOne = await certificate('PC7');
      const made = await makeAction(
        desk,
        {
          ...doors,
          wait: () => {
            putCertificates([{ store, certificates: [{ der: newOne, hasPrivateKey: true }] }]);
            return Promise.resolve();
          }
        },
        renew,
        {}
      );
      ok(made.applied);
      const after = await certificates();
      strictEqual(after.length, 1);
      notStrictEqual(after[0]?.thumbprint, thumbprint);
    } finally {
      putCertificates([{ store, certificates: [] }]);
      for (const name of ['SessionEnv', 'TermService']) await doors.services.bring(name, 'stopped');
      windowsProgram('sc', 'delete', 'SessionEnv');
    }
  },

  'the session of this process has its number': async () => {
    // The one that Wine has; session 0 is that of services.
    strictEqual(await ownSession(), 1);
    const desk = deskOf(nothing, (pc) => {
      pc.sessions = [{ id: 1, name: 'rdp-tcp#1', user: 'PC7\\berta', state: 'active', idleSeconds: 0 }];
    });
    await rejects(makeAction(desk, doors, fixOf('end-session'), { session: '1' }), { reason: 'own-session' });
  },

  'action: a sign-in is asked for by Windows, saved, and taken back': async () => {
    const host = 'reconnect-action-case';
    const target = `TERMSRV/${host}`;
    const earlier = {
      ...{ type: 1, persistence: 2, user: 'PC9\\old', comment: null },
      secret: Buffer.from('old secret', 'utf16le')
    };
    put(earlier, target);
    const read = async (): Promise<Partial<DraftPc>> => {
      const { credentials } = await nativeReaders.sections.credentials();
      return { credentials: credentials as never };
    };
    try {
      const desk = deskOf(read);
      const [plan, dialog] = await Promise.all([
        makeAction(desk, doors, fixOf('credential-create'), { host }),
        typePassword({ title: `Sign-in for ${host}`, password: 'N\u00f6 secret', withinMs: 20_000 })
      ]);
      ok(plan.applied);
      ok(
        dialog.texts.some((text) => text.includes(host)),
        JSON.stringify(dialog)
      );
      deepStrictEqual(seen(2, target), {
        ...{ type: 2, persistence: 2, user: 'PC9\\old', comment: null },
        secret: Buffer.from('N\u00f6 secret', 'utf16le')
      });
      strictEqual(seen(1, target), null);
      const journal = JSON.stringify(await desk.journal.records());
      for (const clear of [
        'N\u00f6 secret',
        Buffer.from('N\u00f6 secret', 'utf16le').toString('hex'),
        'old secret'
      ])
        strictEqual(journal.includes(clear), false);
      await undoAction(desk, doors, plan.changeId ?? '', { force: false, dryRun: false });
      strictEqual(seen(2, target), null);
      deepStrictEqual(seen(1, target), earlier);

      const cancelled = makeAction(deskOf(read), doors, fixOf('credential-create'), { host });
      await Promise.all([
        rejects(cancelled, { reason: 'cancelled' }),
        answerDialog({ press: 'Cancel', withinMs: 20_000 })
      ]);
      deepStrictEqual(seen(1, target), earlier);
    } finally {
      for (const type of [1, 2]) remove(target, type, 0);
    }
  }
};
