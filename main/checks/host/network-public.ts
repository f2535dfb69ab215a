import {
  all,
  defineMachineCheck,
  doesNotApply,
  foundOnPc,
  need,
  shown,
  sound
} from '../define-machine-check';

/** The rule that Windows switches on for Remote Desktop leaves public networks out since Windows 10. */
export const check = defineMachineCheck({
  id: 'network-public',
  stage: 'firewall',
  about: 'host',
  run: ({ networks }) => {
    const categories = need(networks.categories).value;
    if (categories.length === 0) return doesNotApply('no-network');
    return all(
      categories.map((category) => () => {
        const seen = need(category);
        return seen.value === 'public'
          ? foundOnPc('info', 0.5, shown(seen, 'private'))
          : sound(shown(seen, seen.value));
      })
    );
  }
});
