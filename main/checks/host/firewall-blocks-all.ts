import { defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/**
 * "Block all incoming connections, including those in the list of allowed apps": no rule counts then.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-fasp/5a6e0d39-802d-456b-b483-c7360566fcdd
 */
export const check = defineMachineCheck({
  id: 'firewall-blocks-all',
  stage: 'firewall',
  about: 'host',
  run: ({ firewall: { reach } }) => {
    const settings = need(reach.blocksAll).value;
    return settings.length === 0
      ? sound(...reach.blockAllSettings.map((setting) => shown(setting, setting.value)))
      : foundOnPc('problem', 0.95, ...settings.map((setting) => shown(setting, false)));
  }
});
