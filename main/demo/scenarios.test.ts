import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Severity } from '../../shared/model/diagnosis';
import { networkFindingIds } from '../../shared/model/finding-id';
import { isReplayed, type ScenarioId } from './define-scenario';
import { runScenario } from './run-scenario';
import { findScenario, scenarios } from './scenario';

/** Severities of the contract's section 2, and what else above info may come with a finding. */
const expected: Record<ScenarioId, { severity: Severity; companions?: readonly string[] } | null> = {
  healthy: null,
  'name-not-found': { severity: 'problem' },
  'name-resolves-to-other-host': { severity: 'problem', companions: ['certificate-name-mismatch'] },
  'host-unreachable': { severity: 'problem' },
  'port-refused': { severity: 'problem' },
  'port-filtered': { severity: 'problem' },
  'no-answer-after-connect': { severity: 'problem' },
  'closed-during-negotiation': { severity: 'problem' },
  'not-rdp': { severity: 'problem' },
  'negotiation-refused': { severity: 'problem' },
  'legacy-rdp-server': { severity: 'warning' },
  'rdp-security-only': { severity: 'warning' },
  'nla-not-offered': { severity: 'warning' },
  'nla-required': { severity: 'info' },
  'tls-failed': { severity: 'problem' },
  'tls-version-old': { severity: 'warning' },
  'certificate-expired': { severity: 'warning' },
  'certificate-not-yet-valid': { severity: 'warning' },
  'certificate-name-mismatch': { severity: 'warning' },
  'certificate-self-signed': { severity: 'info' },
  'certificate-weak': { severity: 'warning' },
  'credssp-unpatched': { severity: 'problem' },
  'clock-skew': { severity: 'warning' },
  'unstable-connection': { severity: 'warning' },
  'connection-reset-midway': { severity: 'problem' },
  'slow-path': { severity: 'info' },
  'udp-unavailable': { severity: 'info' },
  'ipv6-unreachable': { severity: 'warning' },
  'ipv4-unreachable': { severity: 'warning' }
};

/** What loopback cannot show. */
const replayed = ['port-filtered', 'host-unreachable', 'ipv6-unreachable', 'ipv4-unreachable', 'slow-path'];

describe('scenarios', () => {
  it('are one for a healthy host and one for each finding about the network path, named like their files', () => {
    const files = readdirSync(fileURLToPath(new URL('scenarios', import.meta.url))).map((file) =>
      file.replace(/\.ts$/, '')
    );
    expect(scenarios.map(({ id }) => id).sort()).toEqual([...networkFindingIds, 'healthy'].sort());
    expect(scenarios.map(({ id }) => id).sort()).toEqual(files.sort());
    expect(findScenario('no-such-scenario')).toBeNull();
  });

  it('are replayed only where loopback cannot show the fault', () => {
    expect(
      scenarios
        .filter(isReplayed)
        .map(({ id }) => id)
        .sort()
    ).toEqual([...replayed].sort());
  });

  it.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
    '%s is what a check says',
    async (id, scenario) => {
      const { diagnosis } = await runScenario(scenario, {
        options: { timeoutMs: 2000, pauseMs: 20, repeat: 0, holdMs: 3000, allTlsVersions: false },
        signal: new AbortController().signal
      });
      const wanted = expected[id];
      const standOut = diagnosis.findings
        .filter(({ severity }) => severity !== 'info')
        .map((finding) => finding.id);

      expect(diagnosis.demo).toEqual({ scenario: id, replayed: replayed.includes(id) });
      if (wanted === null) {
        expect(standOut).toEqual([]);
        expect(diagnosis.stages.filter(({ outcome }) => outcome !== 'ok').map((stage) => stage.id)).toEqual([
          'stability'
        ]);
        return;
      }
      expect(diagnosis.findings.find((finding) => finding.id === id)?.severity).toBe(wanted.severity);
      const itself = wanted.severity === 'info' ? [] : [id];
      expect([...standOut].sort()).toEqual([...itself, ...(wanted.companions ?? [])].sort());
      expect(diagnosis.likelyCause).toBe(wanted.severity === 'problem' ? id : null);
    },
    30_000
  );
});
