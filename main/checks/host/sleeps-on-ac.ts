import { isKnown } from '../../facts/fact';
import { sleptWhenWanted } from '../asleep';
import { defineMachineCheck, doesNotApply, foundOnPc, need, shown, sound } from '../define-machine-check';

/** A sleeping PC cannot be reached. Windows ships so; for a host it is worth a change. */
export const check = defineMachineCheck({
  id: 'sleeps-on-ac',
  stage: 'power',
  about: 'host',
  run: (facts, context) => {
    const after = need(facts.power.sleepAfter);
    const { value } = after;
    if (value === null) return doesNotApply('no-such-setting');
    const evidence = shown({ ...after, value }, 0);
    if (value === 0) return sound(evidence);
    const slept = sleptWhenWanted(facts, context);
    return isKnown(slept) && slept.value !== null
      ? foundOnPc('problem', 0.8, evidence)
      : foundOnPc('warning', 0.6, evidence);
  }
});
