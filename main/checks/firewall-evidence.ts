import type { Evidence } from '../../shared/model/diagnosis';
import type { FirewallRule } from '../../shared/model/machine-image';
import type { Fact, Known } from '../facts/fact';
import type { Lack, Reach } from '../facts/firewall-reach';
import { need, shown, sound, type MachineVerdict } from './define-machine-check';

/** More than that nobody reads. */
const mostShown = 20;

/** One field of each rule, as evidence. */
export const ofRules = (
  rules: readonly Known<FirewallRule>[],
  fieldName: 'enabled' | 'action' | 'profiles' | 'localPorts' | 'remoteAddresses',
  expected: Evidence['expected']
): Evidence[] =>
  rules.slice(0, mostShown).map(({ path, value, source }) => ({
    path: `${path}/${fieldName}`,
    value: asJson(value[fieldName]),
    expected,
    source
  }));

const asJson = (value: FirewallRule[keyof FirewallRule]): Evidence['value'] =>
  Array.isArray(value) || typeof value === 'boolean' || typeof value === 'string' ? value : null;

/**
 * Says what is missing where that kind of it holds; else what lets people in.
 *
 * @param found what to say of it
 */
export function whereLacking(reach: Reach, lack: Lack, found: () => MachineVerdict): MachineVerdict {
  return need(reach.lacks[lack]).value ? found() : sound(...letIn(reach));
}

/** What lets people in, as it is. */
export const letIn = ({ admittedBy }: Reach): Evidence[] =>
  admittedBy.slice(0, mostShown).map((one) => shown(one, one.value));

/** The profiles in force, as evidence of what a rule has to be for. */
export const inForce = (current: Fact<readonly string[]>): readonly string[] => need(current).value;
