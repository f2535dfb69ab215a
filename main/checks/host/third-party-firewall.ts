import { isKnown } from '../../facts/fact';
import {
  all,
  defineMachineCheck,
  doesNotApply,
  foundOnPc,
  need,
  shownAs,
  sound
} from '../define-machine-check';

/**
 * What it lets in cannot be seen from here. The list of products is kept by Windows Security, which servers do not have.
 * https://learn.microsoft.com/windows/win32/api/iwscapi/
 */
export const check = defineMachineCheck({
  id: 'third-party-firewall',
  stage: 'firewall',
  about: 'host',
  run: ({ firewall: { otherProducts }, os: { productType } }) => {
    const hasNoList = !isKnown(otherProducts) && otherProducts.unavailable === 'not-supported';
    if (hasNoList && isKnown(productType) && productType.value !== 'workstation')
      return doesNotApply('server');
    const listed = need(otherProducts);
    const products = listed.value;
    if (products.length === 0) return sound(shownAs(listed, [], []));
    return all(
      products.map((product) => () => {
        const enabled = need(need(product).value.enabled);
        const evidence = shownAs(enabled, enabled.value, false);
        return enabled.value === true ? foundOnPc('info', 0.5, evidence) : sound(evidence);
      })
    );
  }
});
