import { describe, expect, it } from 'vitest';
import { machineFindingIds, networkFindingIds, type FindingId } from '../../shared/model/finding-id';
import { whereOf } from '../../shared/model/place';
import { hasText } from '../../shared/text';
import { pcOf } from '../changes/pc';
import { changedPc } from '../demo/machines/sound-pc';
import { settings } from '../settings';
import { fixes } from '.';
import { conflictIds } from './conflicts';
import { fixCases } from './fixes.test-data';
import { offers } from './offers';

const files = [
  ...Object.entries(import.meta.glob<{ id: string }>('./host/*.ts', { eager: true, import: 'fix' })),
  ...Object.entries(import.meta.glob<{ id: string }>('./client/*.ts', { eager: true, import: 'fix' }))
];
const settingFiles = Object.entries(
  import.meta.glob<{ id: string }>(['../settings/*.ts', '!../settings/index.ts', '!../settings/*.test.ts'], {
    eager: true,
    import: 'setting'
  })
);
const all = [...fixes.values()].map((fix) => [fix.id, fix] as const);
const nameOf = (path: string): string => path.replace(/^.*\/(.*)\.ts$/, '$1');

/** The fixes of the contract, section 4. */
const contract =
  `remote-desktop-on listener-on listener-limits-reset logons-on port-default service-enable service-restart
end-session keep-alive-on nla-off nla-on security-layer-negotiate security-layer-tls security-layer-rdp encryption-level-high
negotiation-on certificate-self-signed certificate-renew certificate-pin-clear tls12-on old-tls-on credssp-mitigated
credssp-bridge firewall-allow firewall-port-rule network-private credential-remove credential-create rdp-file-correct
sleep-never hibernate-never adapter-stay-on wake-on-lan-on fast-startup-off wake-host udp-off licence-store-reset
bitmap-cache-reset user-allow`.split(/\s+/);
const actions = `service-restart end-session certificate-renew wake-host credential-create rdp-file-correct
licence-store-reset bitmap-cache-reset`.split(/\s+/);

describe('the fixes', () => {
  it('are those of the contract', () => {
    expect([...fixes.keys()].sort()).toEqual([...contract].sort());
    expect(
      all
        .filter(([, { kind }]) => kind === 'action')
        .map(([id]) => id)
        .sort()
    ).toEqual(actions.sort());
  });
  it.each(files)('%s has the name of its file', (path, { id }) => {
    expect(id).toBe(nameOf(path));
  });
  it.each(all)('%s has its texts and re-checks findings that there are', (id, fix) => {
    for (const part of ['title', 'about']) expect(hasText(`fix.of.${id}.${part}`), part).toBe(true);
    expect(hasText(`fix.of.${id}.no-undo`)).toBe(fix.kind === 'action' && fix.undo === 'none');
    expect(fix.verify.length).toBeGreaterThan(0);
    expect([...networkFindingIds, ...machineFindingIds]).toEqual(expect.arrayContaining([...fix.verify]));
  });
  it.each(all)('%s ends by itself exactly when it is a downgrade', (_id, fix) => {
    expect(fix.kind === 'settings' && fix.expiresInSeconds !== undefined).toBe(fix.risk === 'downgrade');
  });
  it.each(fixCases.map((one) => [one.fix, one.name, one] as const))(
    '%s (%s) writes settings of its own scope, and weakens exactly when it is a downgrade',
    (id, _name, { image, params = {} }) => {
      const fix = fixes.get(id);
      if (fix?.kind !== 'settings') throw new Error(id);
      const targets = fix.changes(pcOf(image), fix.params.parse(params));
      for (const { setting, place, to } of targets) {
        expect(settings.get(setting.id)).toBe(setting);
        expect(setting.scope, whereOf(place)).toBe(fix.scope);
        expect(setting.holds(place), whereOf(place)).toBe(true);
        expect(setting.allowed(to), whereOf(place)).toBe(true);
        if (setting.weakerWhen(to)) expect(fix.risk).toBe('downgrade');
      }
    }
  );
  it('have a text for each conflict that they may have', () => {
    for (const id of conflictIds) expect(hasText(`fix.conflict.${id}`), id).toBe(true);
  });
});

describe('the settings', () => {
  it.each(settingFiles)('%s has the name of its file, and a name for people', (path, { id }) => {
    expect(id).toBe(nameOf(path));
    expect(hasText(`fix.setting.${id}.name`)).toBe(true);
  });
  it('are each written by some fix', () => {
    const written = new Set(
      fixCases.flatMap(({ fix: id, image, params = {} }) => {
        const fix = fixes.get(id);
        return fix?.kind === 'settings'
          ? fix.changes(pcOf(image), fix.params.parse(params)).map(({ setting }) => setting.id)
          : [];
      })
    );
    expect([...settings.keys()].filter((id) => !written.has(id))).toEqual([]);
  });
  it('hold no place of another setting', () => {
    for (const { fix: id, image, params = {} } of fixCases) {
      const fix = fixes.get(id);
      if (fix?.kind !== 'settings') throw new Error(id);
      for (const { setting, place } of fix.changes(pcOf(image), fix.params.parse(params)))
        expect([...settings.values()].filter((one) => one.holds(place))).toEqual([setting]);
    }
  });
  it('of one host lead to no other key', () => {
    const pin = settings.get('certificate-pin');
    for (const host of ['a\\b', '..\\x', 'a b', '', 'a/b', 'x'.repeat(300)]) {
      const place = pin?.at(host);
      expect(place && pin?.holds(place), host).toBe(false);
    }
  });
});

describe('the offers', () => {
  it('reach every fix', () => {
    const reached = new Set<string>();
    // Each offer is asked on PCs that differ in what the offers look at.
    const images = [...fixCases.map(({ image }) => image), changedPc('windows-11', () => undefined)];
    const evidence = [
      ['sessions/2/state', 'down', 'active'],
      ['services/SessionEnv/startType', 'disabled', 'manual'],
      ['adapters/{11111111-2222-3333-4444-555555555555}/power', true, false],
      ['credentials/TERMSRV/pc9', 'TERMSRV/pc9', null],
      ['rdpFiles/%USERPROFILE%\\a.rdp/server port', 3390, 3389],
      ['HKCU\\Software\\Microsoft\\Terminal Server Client\\Servers\\pc9\\CertHash', 'aa', 'bb'],
      ['events/x/extended', '0x104', null],
      ['events/x', '0xd06', null],
      ['firewall/rules/RemoteDesktop-UserMode-In-TCP/action', 'block', 'allow']
    ].map(([path, value, expected]) => ({
      path: String(path),
      value: value ?? null,
      expected: expected ?? null,
      source: 'local' as const
    }));
    for (const image of images)
      for (const [, offer] of Object.entries(offers))
        for (const part of [evidence, ...evidence.map((one) => [one])])
          for (const { id } of offer(pcOf(image), { side: 'host', evidence: part })) reached.add(id);
    expect([...fixes.keys()].filter((id) => !reached.has(id))).toEqual([]);
    expect([...reached].filter((id) => !fixes.has(id))).toEqual([]);
  });
  it('belong to findings that there are', () => {
    const findings: readonly string[] = [...networkFindingIds, ...machineFindingIds];
    for (const id of Object.keys(offers) as FindingId[]) expect(findings).toContain(id);
  });
});
