import { describe, expect, it } from 'vitest';
import type { KindOfFailure } from '../../shared/codes/code-entry';
import type { Finding } from '../../shared/model/diagnosis';
import {
  changedPc,
  schannel,
  setValue,
  terminalServicesPolicy,
  type DraftPc
} from '../demo/machines/sound-pc';
import { judgeMachine } from '../diagnosis/judge-machine';

const credssp = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\CredSSP\\Parameters';
const lsa = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa';

function findings(change: (pc: DraftPc) => void, failures: readonly KindOfFailure[] = []): Finding[] {
  const pc = changedPc('windows-10', change);
  return judgeMachine({ client: pc, host: pc }, { failures }).findings;
}
const sidesOf = (all: readonly Finding[], id: string): string[] =>
  all
    .filter((finding) => finding.id === id)
    .map(({ side }) => side)
    .sort();

describe('what the security checks say beside their finding', () => {
  it('names policy as the source of a value that policy sets', () => {
    const [found] = findings((pc) => {
      setValue(pc, terminalServicesPolicy, 'SecurityLayer', ['REG_DWORD', 0]);
    });
    expect(found?.evidence[0]).toEqual({
      path: `${terminalServicesPolicy}\\SecurityLayer`,
      value: 0,
      expected: 2,
      source: 'policy'
    });
  });

  it('does not take the place of AllowEncryptionOracle for a policy', () => {
    const [found] = findings((pc) => setValue(pc, credssp, 'AllowEncryptionOracle', ['REG_DWORD', 2]));
    expect(found?.evidence).toEqual([
      { path: `${credssp}\\AllowEncryptionOracle`, value: 2, expected: 1, source: 'local' }
    ]);
  });

  it('tells one value of a PC in both roles once, and what it has for each role twice', () => {
    const all = findings((pc) => {
      setValue(pc, `${lsa}\\FIPSAlgorithmPolicy`, 'Enabled', ['REG_DWORD', 1]);
      setValue(pc, credssp, 'AllowEncryptionOracle', ['REG_DWORD', 0]);
      for (const role of ['Client', 'Server'])
        setValue(pc, `${schannel}\\TLS 1.0\\${role}`, 'Enabled', ['REG_DWORD', 1]);
      setValue(pc, `${lsa}\\MSV1_0`, 'RestrictSendingNTLMTraffic', ['REG_DWORD', 2]);
      setValue(pc, `${lsa}\\MSV1_0`, 'RestrictReceivingNTLMTraffic', ['REG_DWORD', 2]);
    });
    expect(sidesOf(all, 'fips-mode')).toEqual(['host']);
    expect(sidesOf(all, 'credssp-forced')).toEqual(['host']);
    expect(sidesOf(all, 'old-tls-on')).toEqual(['client', 'host']);
    expect(sidesOf(all, 'ntlm-restricted')).toEqual(['client', 'host']);
  });

  it('tells FIPS mode of each of two PCs', () => {
    const fips = (pc: DraftPc): void =>
      setValue(pc, `${lsa}\\FIPSAlgorithmPolicy`, 'Enabled', ['REG_DWORD', 1]);
    const { findings: all } = judgeMachine({
      client: changedPc('windows-10', fips),
      host: changedPc('server-2022', fips)
    });
    expect(sidesOf(all, 'fips-mode')).toEqual(['client', 'host']);
  });

  it('silences tls12-off of the end that has no TLS at all, and not that of the other', () => {
    const all = findings((pc) => {
      for (const version of ['1.0', '1.1', '1.2'])
        setValue(pc, `${schannel}\\TLS ${version}\\Server`, 'Enabled', ['REG_DWORD', 0]);
      setValue(pc, `${schannel}\\TLS 1.2\\Client`, 'Enabled', ['REG_DWORD', 0]);
    });
    expect(sidesOf(all, 'tls-all-off')).toEqual(['host']);
    expect(sidesOf(all, 'tls12-off')).toEqual(['client']);
  });

  it.each([
    [[], 'info'],
    [['connection-lost'], 'info'],
    [['credentials'], 'warning']
  ] as const)('weighs a PIN by the code that the person has: %j is %s', (failures, severity) => {
    const all = findings((pc) => {
      pc.identity['microsoftAccount'] = true;
    }, failures);
    expect(all.find(({ id }) => id === 'pin-only-sign-in')?.severity).toBe(severity);
  });
});
