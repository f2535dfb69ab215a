import { defineCheck, found, notApplicable, ok, seen } from '../define-check';

const mostLost = 0.05;
const mostJitterMs = 100;

/** Connects get lost, or take very different times. */
export const check = defineCheck({
  id: 'unstable-connection',
  stage: 'stability',
  side: 'network',
  run: ({ connects, lost, jitterMs }) => {
    if (connects.length === 0) return notApplicable;
    const loses = lost / connects.length > mostLost;
    const jitters = jitterMs !== null && jitterMs > mostJitterMs;
    if (!loses && !jitters) return ok;
    return found(
      'warning',
      connects.length >= 10 ? 0.9 : 0.6,
      seen('stability/lost', `${lost} of ${connects.length}`, `at most ${mostLost * 100} %`),
      seen('stability/jitterMs', jitterMs, `at most ${mostJitterMs}`)
    );
  }
});
