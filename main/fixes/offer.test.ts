import { describe, expect, it } from 'vitest';
import type { RecordedMachine } from '../../e2e/lab/machines/define-machine';
import { offeredFixSchema } from '../../shared/model/diagnosis';
import type { MachineImage } from '../../shared/model/machine-image';
import { changedPc, rdpTcp, setValue, terminalServicesPolicy, type DraftPc } from '../demo/machines/sound-pc';
import { pcOf } from '../changes/pc';
import { judgeMachine } from '../diagnosis/judge-machine';
import { fixes } from '.';
import { offeredFixes, type OfferedFix } from './offer';
import { fixCases, rulesOf, shipped } from './fixes.test-data';

function offered(image: MachineImage, id: string, role: 'host' | 'client' = 'host'): OfferedFix[] {
  const { findings } = judgeMachine({
    client: role === 'client' ? image : null,
    host: role === 'host' ? image : null
  });
  const finding = findings.find((one) => one.id === id);
  if (!finding) throw new Error(`no ${id} in ${findings.map((one) => one.id).join(' ')}`);
  return offeredFixes(pcOf(image), finding);
}
const pc = (change: (pc: DraftPc) => void): MachineImage => changedPc('windows-11', change);

const machines = Object.entries(
  import.meta.glob<RecordedMachine>('../../e2e/lab/machines/pcs/*.ts', { eager: true, import: 'machine' })
).map(([path, machine]) => [path.replace(/^.*\/(.*)\.ts$/, '$1'), machine] as const);

describe('what findings offer', () => {
  it.each(fixCases.filter(({ cures }) => cures.length > 0).map((one) => [one.fix, one.name, one] as const))(
    '%s (%s) is offered by each finding that it cures',
    (id, _name, { image, cures, role }) => {
      for (const finding of cures) {
        // A wrong kind of TLS or a test of a setting is offered where it is the first thing to try.
        const ids = offered(image, finding, role).map((one) => one.id);
        if (!['security-layer-tls'].includes(id)) expect(ids, finding).toContain(id);
      }
    }
  );
  it.each(machines)(
    '%s: a fix that there is, with parameters that it takes, and never a downgrade first',
    (_name, machine) => {
      for (const role of ['client', 'host'] as const) {
        const image = role === 'host' ? (machine.host ?? machine.image) : machine.image;
        const { findings } = judgeMachine({
          client: role === 'client' ? image : null,
          host: role === 'host' ? image : null
        });
        for (const finding of findings) {
          const list = offeredFixes(pcOf(image), finding);
          for (const one of list) {
            expect(offeredFixSchema.parse(one)).toEqual(one);
            expect(fixes.get(one.id)?.params.safeParse(one.params).success).toBe(true);
          }
          expect(fixes.get(list[0]?.id ?? '')?.risk).not.toBe('downgrade');
          expect(new Set(list.map((one) => JSON.stringify(one))).size).toBe(list.length);
        }
      }
    }
  );
  it('is managed where a policy decides', () => {
    const image = pc((one) => setValue(one, terminalServicesPolicy, 'UserAuthentication', ['REG_DWORD', 0]));
    expect(offered(image, 'nla-off')).toEqual([{ id: 'nla-on', params: {}, managed: true }]);
    const ignored = pc((one) => {
      shipped(one).forEach((rule) => (rule['enabled'] = false));
      one.firewall.profiles['private'] = { enabled: true, localRulesApply: false };
    });
    expect(offered(ignored, 'firewall-local-rules-ignored')).toEqual([
      { id: 'firewall-allow', params: {}, managed: true }
    ]);
  });
  it('is a rule of its own where the rule of Windows is gone', () => {
    const gone = pc((one) => {
      one.firewall.rules = rulesOf(one).filter((rule) => !shipped(one).includes(rule));
    });
    expect(offered(gone, 'firewall-rule-off')).toEqual([{ id: 'firewall-port-rule', params: {} }]);
    const moved = pc((one) => setValue(one, rdpTcp, 'PortNumber', ['REG_DWORD', 3390]));
    expect(offered(moved, 'firewall-no-rule-for-port').map(({ id }) => id)).toEqual([
      'firewall-port-rule',
      'port-default'
    ]);
  });
  it('names what it is about', () => {
    const image = pc((one) => {
      one.services['SessionEnv'] = { state: 'stopped', startType: 'disabled' };
      (one.networks as Record<string, unknown>[]).forEach((network) => (network['category'] = 'public'));
      one.firewall.currentProfiles = ['public'];
      one.sessions = [{ id: 3, name: null, user: 'PC7\\berta', state: 'down', idleSeconds: 9 }];
    });
    expect(offered(image, 'service-disabled')).toEqual([
      { id: 'service-enable', params: { service: 'SessionEnv' } }
    ]);
    expect(offered(image, 'network-public')).toEqual([
      { id: 'network-private', params: { network: '{aaaaaaaa-2222-3333-4444-555555555555}' } }
    ]);
    expect(offered(image, 'stuck-session')).toEqual([
      { id: 'end-session', params: { session: '3' } },
      { id: 'keep-alive-on', params: {} }
    ]);
    expect(offered(image, 'firewall-rule-wrong-profile').map(({ id }) => id)).toEqual([
      'firewall-allow',
      'network-private'
    ]);
  });
});
