import { lastRest, sleptWhenWanted } from '../asleep';
import { defineMachineCheck, foundOnPc, need, sound } from '../define-machine-check';

/** https://learn.microsoft.com/troubleshoot/windows-server/remote/remote-desktop-disconnected */
export const check = defineMachineCheck({
  id: 'was-asleep',
  stage: 'power',
  about: 'host',
  run: (facts, context) => {
    const slept = need(sleptWhenWanted(facts, context)).value;
    return slept === null
      ? sound(...lastRest(facts))
      : foundOnPc('problem', slept.woke ? 0.9 : 0.6, ...slept.evidence);
  }
});
