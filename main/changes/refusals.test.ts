import { describe, expect, it } from 'vitest';
import type { MachineImage, RegistryData } from '../../shared/model/machine-image';
import {
  changedPc,
  rdpTcp,
  setValue,
  terminalServer,
  terminalServicesPolicy,
  type DraftPc,
  type Release
} from '../demo/machines/sound-pc';
import { fixes } from '../fixes';
import {
  adapter,
  credssp,
  hibernateIdle,
  network,
  rulesOf,
  shipped,
  standbyIdle
} from '../fixes/fixes.test-data';
import { applyFix } from './apply';
import { imageDesk } from './image-desk';
import { pcOf } from './pc';
import { planFix } from './plan';
import { Refused, type RefusalReason } from './refused';

const dword = (value: number): RegistryData => ['REG_DWORD', value];
const pc = (change: (pc: DraftPc) => void = () => undefined, release: Release = 'windows-11'): MachineImage =>
  changedPc(release, change);

/** What a fix says of a PC: the reason of a refusal, `already`, or how many settings it would change. */
function said(
  image: MachineImage,
  id: string,
  given: Record<string, string> = {}
): RefusalReason | 'already' | number {
  const fix = fixes.get(id);
  if (fix?.kind !== 'settings') throw new Error(id);
  try {
    const { plan } = planFix(pcOf(image), fix, fix.params.parse(given));
    return plan.alreadyRight === true ? 'already' : plan.changes.length;
  } catch (error) {
    if (error instanceof Refused) return error.reason;
    throw error;
  }
}

describe('policy comes first', () => {
  const twins = [
    ['remote-desktop-on', 'fDenyTSConnections', 1],
    ['nla-off', 'UserAuthentication', 1],
    ['nla-on', 'UserAuthentication', 0],
    ['security-layer-negotiate', 'SecurityLayer', 2],
    ['security-layer-tls', 'SecurityLayer', 0],
    ['security-layer-rdp', 'SecurityLayer', 2],
    ['encryption-level-high', 'MinEncryptionLevel', 1],
    ['listener-limits-reset', 'MaxInstanceCount', 5]
  ] as const;
  it.each(twins)(
    '%s is managed where the policy has another %s, though the local value is right',
    (id, name, policy) => {
      const image = pc((one) => setValue(one, terminalServicesPolicy, name, dword(policy)));
      expect(said(image, id)).toBe('managed-by-policy');
    }
  );
  it('is no matter where it says the same', () => {
    const image = pc((one) => {
      setValue(one, terminalServicesPolicy, 'UserAuthentication', dword(1));
      setValue(one, rdpTcp, 'UserAuthentication', dword(0));
    });
    expect(said(image, 'nla-on')).toBe(1);
  });
  it('is a value of the wrong type too', () => {
    const image = pc((one) => setValue(one, terminalServicesPolicy, 'UserAuthentication', ['REG_SZ', '1']));
    expect(said(image, 'nla-on')).toBe('managed-by-policy');
  });
  it('comes before a setting that could not be read', () => {
    const image = pc((one) => {
      setValue(one, terminalServicesPolicy, 'UserAuthentication', dword(0));
      one.registry[rdpTcp] = { unavailable: 'access-denied' };
    });
    expect(said(image, 'nla-on')).toBe('managed-by-policy');
  });
  it('holds for power on mains', () => {
    const image = pc((one) => {
      one.power.settings[standbyIdle] = { ac: 0, dc: 0, policyAc: 600 };
      one.power.settings[hibernateIdle] = { ac: 600, dc: 0, policyAc: 0 };
    });
    expect(said(image, 'sleep-never')).toBe('managed-by-policy');
    expect(said(image, 'hibernate-never')).toBe(1);
  });
  it.each([
    ['keep-alive-on', {}, terminalServicesPolicy, 'KeepAliveInterval', 5],
    ['udp-off', { role: 'host' }, terminalServicesPolicy, 'SelectTransport', 2],
    ['udp-off', { role: 'client' }, `${terminalServicesPolicy}\\Client`, 'fClientDisableUDP', 0]
  ] as const)(
    '%s, which is itself a policy, leaves alone what somebody decided',
    (id, params, key, name, other) => {
      expect(
        said(
          pc((one) => setValue(one, key, name, dword(other))),
          id,
          params
        )
      ).toBe('managed-by-policy');
      expect(said(pc(), id, params)).toBeGreaterThan(0);
    }
  );
  it('makes local firewall rules void where it says so for every current network', () => {
    const ignoring = (...names: string[]): MachineImage =>
      pc((one) => {
        one.firewall.currentProfiles = ['private', 'public'];
        shipped(one).forEach((rule) => (rule['enabled'] = false));
        for (const name of names) one.firewall.profiles[name] = { enabled: true, localRulesApply: false };
      });
    for (const id of ['firewall-allow', 'firewall-port-rule']) {
      expect(said(ignoring('private', 'public'), id)).toBe('managed-by-policy');
      expect(said(ignoring('private'), id)).toBeGreaterThan(0);
    }
  });
  it('owns the rule of its own that has the name of the shipped one', () => {
    const image = pc((one) => shipped(one).forEach((rule) => (rule['source'] = 'policy')));
    expect(said(image, 'firewall-allow')).toBe('managed-by-policy');
  });
  it('has no say about CredSSP, whose only place is called Policies', () => {
    expect(
      said(
        pc((one) => setValue(one, credssp, 'AllowEncryptionOracle', dword(2))),
        'credssp-mitigated'
      )
    ).toBe(1);
  });
});

describe('nothing is written', () => {
  it.each([
    ['nla-on', {}],
    ['listener-limits-reset', {}],
    ['port-default', {}],
    ['service-enable', { service: 'TermService' }],
    ['firewall-allow', {}],
    ['sleep-never', {}],
    ['wake-on-lan-on', { adapter }],
    ['network-private', { network }],
    ['fast-startup-off', {}],
    ['certificate-self-signed', {}],
    ['credential-remove', { host: 'pc9' }],
    ['certificate-pin-clear', { host: 'pc9' }]
  ] as const)('%s: what is right already', (id, params) => {
    expect(said(pc(), id, params)).toBe('already');
  });

  it.each([
    ['nla-on', {}, (one: DraftPc) => (one.registry[rdpTcp] = { unavailable: 'access-denied' })],
    [
      'nla-on',
      {},
      (one: DraftPc) => (one.registry[terminalServicesPolicy] = { unavailable: 'access-denied' })
    ],
    ['nla-on', {}, (one: DraftPc) => setValue(one, rdpTcp, 'UserAuthentication', { unavailable: 'blocked' })],
    [
      'listener-limits-reset',
      {},
      // One of two is right, the other nobody knows.
      (one: DraftPc) => setValue(one, rdpTcp, 'LanAdapter', { unavailable: 'failed' })
    ],
    ['nla-on', {}, (one: DraftPc) => (one.registry[rdpTcp.toLowerCase()] = { values: {} })],
    [
      'service-enable',
      { service: 'TermService' },
      (one: DraftPc) => (one.services['TermService'] = { unavailable: 'timeout' })
    ],
    [
      'service-enable',
      { service: 'TermService' },
      (one: DraftPc) => (one.services['TermService'] = { state: 'running' })
    ],
    ['firewall-allow', {}, (one: DraftPc) => (one.firewall.currentProfiles = { unavailable: 'failed' })],
    ['firewall-allow', {}, (one: DraftPc) => (one.firewall.rules = { unavailable: 'failed' })],
    ['firewall-allow', {}, (one: DraftPc) => rulesOf(one).push({ ...shipped(one)[0] })],
    [
      'sleep-never',
      {},
      (one: DraftPc) => (one.power.settings[standbyIdle] = { ac: 600, policyAc: { unavailable: 'failed' } })
    ],
    ['hibernate-never', {}, (one: DraftPc) => (one.power.modernStandby = { unavailable: 'failed' })],
    ['wake-on-lan-on', { adapter }, (one: DraftPc) => (one.adapters = { unavailable: 'timeout' })],
    [
      'user-allow',
      { user: 'anna' },
      (one: DraftPc) => (one.groups['S-1-5-32-555'] = { unavailable: 'failed' } as never)
    ],
    [
      'credential-remove',
      { host: 'pc9' },
      (one: DraftPc) => (one.credentials = { unavailable: 'access-denied' })
    ]
  ] as const)('%s %j: what could not be read (%#)', (id, params, change) => {
    expect(said(pc(change), id, params)).toBe('unreadable');
  });

  it('in an open recording, where nobody looked', () => {
    const image = pc((one) => {
      one.closed = false;
      one.registry = { [rdpTcp]: { values: { UserAuthentication: dword(0) } } };
    });
    expect(said(image, 'nla-on')).toBe('unreadable');
    // A list of subkeys is whole: the policy's key is not in it.
    const looked = pc((one) => {
      one.closed = false;
      one.registry = {
        [rdpTcp]: { values: { UserAuthentication: dword(0) } },
        'HKLM\\SOFTWARE\\Policies\\Microsoft': { values: {}, subkeys: ['Windows'] }
      };
    });
    expect(said(looked, 'nla-on')).toBe(1);
  });

  type Lack = [RefusalReason, string, Record<string, string>, (one: DraftPc) => void];
  const first = (list: unknown, change: object): void => {
    Object.assign((list as object[])[0] ?? {}, change);
  };
  const lacks: Lack[] = [
    [
      'not-there',
      'service-enable',
      { service: 'TermService' },
      (one) => (one.services['TermService'] = null)
    ],
    ['not-there', 'wake-on-lan-on', { adapter: network }, () => undefined],
    [
      'not-there',
      'adapter-stay-on',
      { adapter },
      (one) => first(one.adapters, { power: { mayTurnOff: null } })
    ],
    ['not-there', 'network-private', { network: adapter }, () => undefined],
    ['not-there', 'firewall-allow', {}, (one) => (one.firewall.rules = [])],
    ['not-there', 'sleep-never', {}, (one) => (one.power.settings = {})],
    ['not-there', 'user-allow', { user: 'berta' }, () => undefined],
    ['not-supported', 'hibernate-never', {}, (one) => (one.power.modernStandby = true)],
    ['not-supported', 'network-private', { network }, (one) => first(one.networks, { category: 'domain' })],
    [
      'not-supported',
      'remote-desktop-on',
      {},
      (one) =>
        setValue(one, 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', 'EditionID', [
          'REG_SZ',
          'Core'
        ])
    ]
  ];
  it.each(lacks)('%s: %s %j', (reason, id, params, change) => {
    expect(said(pc(change), id, params)).toBe(reason);
  });
});

describe('logons-on', () => {
  it('makes nothing that is not there, and leaves TSEnabled of a client Windows alone', () => {
    const image = pc((one) => {
      setValue(one, terminalServer, 'TSEnabled', dword(0));
      setValue(one, rdpTcp, 'fLogonDisabled', dword(1));
    });
    expect(said(image, 'logons-on')).toBe(1);
  });
});

describe('a downgrade', () => {
  const downgrades = [...fixes.values()].filter(({ risk }) => risk === 'downgrade');
  it.each(downgrades.map((fix) => [fix.id, fix] as const))(
    '%s ends within half an hour by the clock of the PC',
    async (id, fix) => {
      if (fix.kind !== 'settings') throw new Error(id);
      expect(fix.expiresInSeconds).toBeLessThanOrEqual(1800);
      const desk = imageDesk(
        pc((one) => {
          one.clock = { utc: '2027-01-02T03:04:05Z', source: '', offsetSeconds: 0 };
        })
      );
      const params = fix.params.parse(id === 'old-tls-on' ? { role: 'host', version: '1.1' } : {});
      await applyFix(desk, fix, params);
      const [begin] = (await desk.journal.records()) as { at: string; expiresAt: string }[];
      expect(begin).toMatchObject({ at: '2027-01-02T03:04:05.000Z', expiresAt: '2027-01-02T03:34:05.000Z' });
    }
  );
  it('is not begun where nobody knows when it would end', async () => {
    const image = pc((one) => {
      one.clock = {};
    });
    delete image.takenAt;
    const fix = fixes.get('nla-off');
    if (fix?.kind !== 'settings') throw new Error();
    const desk = imageDesk(image);
    await expect(applyFix(desk, fix, {})).rejects.toMatchObject({ reason: 'unreadable', where: 'clock' });
    expect(await desk.journal.records()).toEqual([]);
  });
});

describe('conflicts', () => {
  it.each([
    ['security-layer-rdp', {}, ['nla-cannot-work'], () => undefined],
    [
      'security-layer-tls',
      {},
      ['tls-needs-encryption'],
      (one: DraftPc) => {
        setValue(one, rdpTcp, 'MinEncryptionLevel', dword(1));
        setValue(one, rdpTcp, 'SecurityLayer', dword(1));
      }
    ],
    [
      'port-default',
      {},
      ['own-session', 'old-port-rules'],
      (one: DraftPc) => {
        setValue(one, rdpTcp, 'PortNumber', dword(3390));
        one.identity['remoteSession'] = true;
      }
    ]
  ] as const)('%s tells of %j %j, and is planned all the same', (id, params, conflicts, change) => {
    const fix = fixes.get(id);
    if (fix?.kind !== 'settings') throw new Error();
    const { plan } = planFix(pcOf(pc(change)), fix, fix.params.parse(params));
    expect(plan.conflicts).toEqual(conflicts);
    expect(plan.changes).toHaveLength(1);
  });
});

describe('an account that stands for everybody', () => {
  it.each([
    'S-1-1-0',
    's-1-5-11',
    'S-1-5-7',
    'S-1-5-2',
    'S-1-5-4',
    'S-1-5-18',
    'S-1-5-32-545',
    'S-1-5-32-546',
    'S-1-5-21-1-2-3-501',
    'S-1-5-21-1-2-3-513',
    'S-1-5-21-1-2-3-514'
  ])('may not be let in: %s', (user) => {
    expect(said(pc(), 'user-allow', { user })).toBe('not-supported');
  });
  it('may not be let in by its name either', () => {
    const image = pc((one) => (one.groups['S-1-5-32-545'] = [{ sid: 'S-1-1-0', name: 'Jeder' }]));
    expect(said(image, 'user-allow', { user: 'jeder' })).toBe('not-supported');
  });
  it.each(['S-1-5-21-1-2-3-1001', 'S-1-5-21-1-2-3-500', 'S-1-12-1-1-2-3-4'])('is not %s', (user) => {
    expect(said(pc(), 'user-allow', { user })).toBe(1);
  });
});
