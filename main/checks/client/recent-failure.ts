import { defineMachineCheck, foundOnPc, need, shownAs, sound } from '../define-machine-check';
import { shownFailure } from '../last-failure';

/** The client's own log says how the last failed connection ended. */
export const check = defineMachineCheck({
  id: 'recent-failure',
  stage: 'events',
  about: 'client',
  run: ({ clientLog }) => {
    const last = need(clientLog.lastFailure);
    return last.value === null
      ? sound(shownAs(last, 'none', 'none'))
      : foundOnPc('info', 0.9, ...shownFailure(last.value));
  }
});
