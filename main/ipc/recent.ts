import type { Contract, Handlers } from '../../shared/ipc/contract';
import type { RecentTargets } from './recent-targets';

/** Recent targets stay on this PC and can be forgotten one by one or all together. */
export const recentHandlers = (recent: RecentTargets): Handlers<Contract['recent']> => ({
  list: () => recent.list(),
  forget: ({ typed }) => recent.forget(typed),
  clear: () => recent.clear()
});
