import { isKnown } from '../../facts/fact';
import { setting as ownRule } from '../../settings/firewall-own-rule';
import { defineFix, need, noParams, set } from '../define-fix';

const windows8 = 9200;

/** Makes a rule of its own for the listener's port, on the networks that the PC is connected to now. */
export const fix = defineFix({
  id: 'firewall-port-rule',
  side: 'host',
  scope: 'machine',
  risk: 'caution',
  params: noParams,
  verify: ['firewall-no-rule-for-port', 'firewall-rule-off', 'firewall-rule-wrong-profile'],
  changes: (pc) => {
    const port = String(need(pc.facts.listener.port).value);
    const profiles = need(pc.facts.firewall.currentProfiles).value;
    const { build } = pc.facts.os;
    // Windows 7 listens in a driver, later ones in the service.
    const inDriver = isKnown(build) && build.value < windows8;
    return [
      set(
        ownRule,
        {
          enabled: true,
          direction: 'in',
          action: 'allow',
          profiles: [...profiles],
          protocol: 'tcp',
          localPorts: [port],
          remoteAddresses: ['*'],
          program: inDriver ? 'System' : '%SystemRoot%\\system32\\svchost.exe',
          service: inDriver ? null : 'termservice'
        },
        port
      )
    ];
  }
});
