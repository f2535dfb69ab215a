import { defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/**
 * Vulnerable lets somebody between the two PCs run programs with the person's rights (CVE-2018-0886).
 * https://support.microsoft.com/topic/credssp-updates-for-cve-2018-0886-5cbf9e5f-dc6d-744f-9e97-7ba400d6d3ea
 */
export const check = defineMachineCheck({
  id: 'credssp-downgraded',
  stage: 'credssp',
  about: 'each-pc',
  run: ({ credssp }) => {
    const oracle = need(credssp.allowEncryptionOracle);
    return oracle.value === 2
      ? foundOnPc('warning', 0.95, shown(oracle, 1))
      : sound(shown(oracle, oracle.value));
  }
});
