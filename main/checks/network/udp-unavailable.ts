import { couldNotRun, defineCheck, found, ok, seen } from '../define-check';

/** No RDP-UDP answer on the port. TCP carries the session then, which works. */
export const check = defineCheck({
  id: 'udp-unavailable',
  stage: 'udp',
  side: 'network',
  run: ({ end, code }) => {
    if (end === 'answered') return ok;
    if (end === 'error') return couldNotRun(code ?? end);
    return found('info', 0.8, seen('udp/answer', code ?? end, 'SYN+ACK'));
  }
});
