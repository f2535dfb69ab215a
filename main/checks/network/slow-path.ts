import { defineCheck, found, notApplicable, ok, seen } from '../define-check';
import { median } from '../../../shared/model/median';

/** Above this a session feels sluggish whatever else is right, milliseconds. */
const slowMs = 200;

/** Connects take long: the median over all that opened, those of the stability stage included. */
export const check = defineCheck({
  id: 'slow-path',
  stage: 'connect',
  side: 'network',
  run: ({ attempts, address }, { stages: { stability } }) => {
    const repeated = stability.state === 'done' ? stability.facts.connects : [];
    const chosen = attempts.filter((attempt) => attempt.address === address);
    const medianMs = median([...chosen, ...repeated].flatMap(({ latencyMs }) => latencyMs ?? []));
    if (medianMs === null) return notApplicable;
    return medianMs > slowMs
      ? found('info', 0.7, seen('connect/medianMs', medianMs, `at most ${slowMs}`))
      : ok;
  }
});
