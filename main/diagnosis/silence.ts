import type { MachineFindingId } from '../../shared/model/finding-id';
import type { Evidence } from '../../shared/model/diagnosis';

/** One finding that makes another say nothing new. */
interface Silence {
  readonly by: MachineFindingId;
  /** Only where the silencing finding's evidence fits. */
  readonly when?: (evidence: readonly Evidence[]) => boolean;
  readonly silenced: readonly MachineFindingId[];
}

const aboutTermService = (evidence: readonly Evidence[]): boolean =>
  evidence.some(({ path }) => path.toLowerCase().startsWith('services/termservice/'));

/**
 * What follows from another finding is not told a second time. Everything else that holds is given, whatever else is wrong.
 */
export const silences: readonly Silence[] = [
  {
    by: 'remote-desktop-off',
    silenced: ['not-listening', 'service-stopped', 'listener-certificate-expired']
  },
  { by: 'service-disabled', when: aboutTermService, silenced: ['not-listening', 'service-stopped'] },
  { by: 'listener-disabled', silenced: ['not-listening'] },
  { by: 'service-stopped', silenced: ['not-listening'] },
  { by: 'port-taken', silenced: ['not-listening'] },
  { by: 'tls-all-off', silenced: ['tls12-off'] },
  {
    by: 'firewall-blocks-all',
    silenced: [
      'firewall-rule-off',
      'firewall-rule-wrong-profile',
      'firewall-no-rule-for-port',
      'firewall-local-rules-ignored'
    ]
  },
  { by: 'was-asleep', silenced: ['network-never-reached-host'] }
];
