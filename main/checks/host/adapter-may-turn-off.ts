import type { Adapter } from '../../facts/adapters';
import { isKnown } from '../../facts/fact';
import { sleptWhenWanted } from '../asleep';
import {
  all,
  defineMachineCheck,
  doesNotApply,
  foundOnPc,
  need,
  shownAs,
  sound,
  type MachineVerdict
} from '../define-machine-check';

/**
 * Windows ships with this on and never turns an adapter off for being idle: it is about what becomes of it in sleep. Clearing
 * it makes waking over the network impossible.
 * https://learn.microsoft.com/troubleshoot/windows-client/networking/power-management-on-network-adapter
 */
export const check = defineMachineCheck({
  id: 'adapter-may-turn-off',
  stage: 'power',
  about: 'host',
  run: (facts, context) => {
    const adapters = need(facts.adapters.adapters).value;
    if (adapters.length === 0) return doesNotApply('no-adapter');
    const slept = sleptWhenWanted(facts, context);
    const severity = isKnown(slept) && slept.value !== null ? 'warning' : 'info';
    return all(adapters.map((adapter) => () => ofAdapter(need(adapter).value, severity)));
  }
});

function ofAdapter(adapter: Adapter, severity: 'warning' | 'info'): MachineVerdict {
  const mayTurnOff = need(adapter.mayTurnOff);
  const evidence = shownAs(mayTurnOff, mayTurnOff.value, false);
  if (mayTurnOff.value !== true) return sound(evidence);
  const { value: kind } = need(adapter.kind);
  if (kind === 'virtual' || kind === 'loopback') return doesNotApply('virtual-adapter');
  return need(adapter.up).value ? foundOnPc(severity, 0.4, evidence) : doesNotApply('adapter-down');
}
