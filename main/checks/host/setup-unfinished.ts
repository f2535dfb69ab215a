import type { Fact } from '../../facts/fact';
import {
  all,
  defineMachineCheck,
  foundOnPc,
  need,
  shown,
  sound,
  type MachineVerdict
} from '../define-machine-check';

/**
 * Windows takes no remote session before its setup is through, as after a sysprep that was left half done.
 * https://learn.microsoft.com/troubleshoot/windows-server/remote/remote-desktop-cannot-connect-remote-computer
 */
export const check = defineMachineCheck({
  id: 'setup-unfinished',
  stage: 'edition',
  about: 'host',
  run: ({ setup }) => all([() => atRest(setup.inProgress), () => atRest(setup.firstRun)])
});

function atRest(fact: Fact<number>): MachineVerdict {
  const going = need(fact);
  return going.value === 1 ? foundOnPc('problem', 0.9, shown(going, 0)) : sound(shown(going, 0));
}
