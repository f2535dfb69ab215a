import { couldNotRun, defineCheck, found, notApplicable, ok, seen } from '../define-check';

/** A connection that was up and in use was reset. An orderly close is the host's right and no fault. */
export const check = defineCheck({
  id: 'connection-reset-midway',
  stage: 'stability',
  side: 'network',
  run: ({ held }) => {
    if (held === null) return notApplicable;
    if (held.end === 'not-connected') return couldNotRun(held.code ?? held.end);
    return held.end === 'reset'
      ? found('problem', 0.8, seen('stability/held/resetAfterMs', held.heldMs, 'held'))
      : ok;
  }
});
