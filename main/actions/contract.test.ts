import { describe, expect, it } from 'vitest';
import { hasText } from '../../shared/text';
import { pcOf } from '../changes/pc';
import { changedPc, type DraftPc } from '../demo/machines/sound-pc';
import { fixes } from '../fixes';
import type { Params } from '../fixes/define-fix';
import { actions } from '.';
import { planAction } from './plan';
import { actionFix } from './world.test-data';

const files = Object.keys(import.meta.glob('./*.ts')).filter(
  (path) => !/(test|test-data|\/(index|define-action|doors|plan|make|undo|this-pc))\.ts$/.test(path)
);

/** PCs on which each action has something to do, with all that it may show. */
const cases: readonly { fix: string; params?: Params; change?: (pc: DraftPc) => void }[] = [
  { fix: 'service-restart', params: { service: 'TermService' }, change: connected },
  { fix: 'end-session', params: { session: '3' }, change: connected },
  { fix: 'certificate-renew' },
  { fix: 'wake-host', params: { mac: '02-00-00-00-00-09' } },
  {
    fix: 'credential-create',
    params: { host: 'pc9' },
    change: (pc) => {
      pc.credentials = ['domain-password', 'generic'].map((type) => ({
        target: 'TERMSRV/pc9',
        type,
        user: 'PC9\\anna',
        persistence: 'local'
      }));
    }
  },
  {
    fix: 'rdp-file-correct',
    params: { file: '%USERPROFILE%\\a.rdp', line: 'server port:i:3389' },
    change: (pc) => {
      pc.rdpFiles = [
        { path: '%USERPROFILE%\\a.rdp', lines: ['server port:i:3390', 'signscope:s:Full Address'] }
      ];
    }
  },
  { fix: 'licence-store-reset' },
  { fix: 'bitmap-cache-reset' }
];

function connected(pc: DraftPc): void {
  pc.identity['remoteSession'] = true;
  pc.sessions = [
    { id: 1, name: 'console', user: 'PC7\\anna', state: 'active', idleSeconds: 0 },
    { id: 3, name: 'rdp-tcp#3', user: 'PC7\\berta', state: 'active', idleSeconds: 9000 }
  ];
}

describe('the actions', () => {
  it('are one file for each fix that is one', () => {
    const ids = [...fixes.values()].filter(({ kind }) => kind === 'action').map(({ id }) => id);
    expect([...actions.keys()].sort()).toEqual(ids.sort());
    expect(files.map((path) => path.slice(2, -3)).sort()).toEqual(ids.sort());
    expect(cases.map(({ fix }) => fix).sort()).toEqual(ids.sort());
  });
  it('can be taken back where their fix says so', () => {
    for (const [id, { takeBack }] of actions)
      if (actionFix(id).undo === 'own') expect(takeBack, id).toBeDefined();
  });
  it.each(cases)(
    '$fix is told in words of the catalogue',
    ({ fix: id, params = {}, change = () => null }) => {
      const fix = actionFix(id);
      const pc = pcOf(changedPc('windows-11', (draft) => void change(draft)));
      const plan = planAction(pc, fix, fix.params.parse(params));
      expect(plan.changes.length).toBeGreaterThan(0);
      expect(plan.needsElevation).toBe(fix.scope === 'machine');
      for (const { setting } of plan.changes)
        expect(hasText(`fix.setting.${setting}.name`), setting).toBe(true);
      for (const conflict of plan.conflicts ?? []) expect(hasText(`fix.conflict.${conflict}`)).toBe(true);
      // The same PC gives the same plan: a person agrees to its hash.
      expect(planAction(pc, fix, fix.params.parse(params)).hash).toBe(plan.hash);
    }
  );
});
