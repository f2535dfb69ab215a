import { defineMachineCheck, doesNotApply, foundOnPc, need, shown, sound } from '../define-machine-check';

export const check = defineMachineCheck({
  id: 'hibernates-on-ac',
  stage: 'power',
  about: 'host',
  run: ({ power }) => {
    const after = need(power.hibernateAfter);
    const { value } = after;
    if (value === null) return doesNotApply('no-such-setting');
    const evidence = shown({ ...after, value }, 0);
    return value === 0 ? sound(evidence) : foundOnPc('warning', 0.6, evidence);
  }
});
