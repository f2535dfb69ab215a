import type { Adapter } from '../../facts/adapters';
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

/** https://learn.microsoft.com/troubleshoot/windows-client/setup-upgrade-and-drivers/wake-on-lan-feature */
export const check = defineMachineCheck({
  id: 'wake-on-lan-off',
  stage: 'power',
  about: 'host',
  run: ({ adapters }) => {
    const listed = need(adapters.adapters).value;
    return listed.length === 0
      ? doesNotApply('no-adapter')
      : all(listed.map((adapter) => () => ofAdapter(need(adapter).value)));
  }
});

function ofAdapter(adapter: Adapter): MachineVerdict {
  const wakes = need(adapter.wakeOnMagicPacket);
  const evidence = shownAs(wakes, wakes.value, true);
  // Null is an adapter that cannot be woken: nothing to switch on.
  if (wakes.value !== false) return sound(evidence);
  return need(adapter.kind).value === 'ethernet'
    ? foundOnPc('info', 0.5, evidence)
    : doesNotApply('not-wired');
}
