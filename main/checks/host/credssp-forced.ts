import { defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/**
 * Force updated clients: whoever lacks the update of 2018 is refused.
 * https://support.microsoft.com/topic/credssp-updates-for-cve-2018-0886-5cbf9e5f-dc6d-744f-9e97-7ba400d6d3ea
 */
export const check = defineMachineCheck({
  id: 'credssp-forced',
  stage: 'credssp',
  about: 'each-pc',
  run: ({ credssp }) => {
    const oracle = need(credssp.allowEncryptionOracle);
    return oracle.value === 0 ? foundOnPc('info', 0.9, shown(oracle, 1)) : sound(shown(oracle, oracle.value));
  }
});
