import { stateSchemas } from '../../shared/model/place';
import { defineSetting } from './parts/define-setting';
import { localRulesAreVoid } from './parts/local-rules-are-void';

/** A rule of Reconnect's own for the listener's port; no rule that somebody else made has its name. */
export const setting = defineSetting<[port: string]>({
  id: 'firewall-own-rule',
  scope: 'machine',
  takesEffect: 'at-once',
  at: (port) => ({ kind: 'firewall-own-rule', port: Number(port) }),
  holds: (place) => place.kind === 'firewall-own-rule',
  allowed: (state) => {
    const rule = stateSchemas['firewall-own-rule'].safeParse(state).data;
    return (
      rule !== undefined && rule.direction === 'in' && rule.action === 'allow' && rule.protocol === 'tcp'
    );
  },
  policy: (pc) => localRulesAreVoid(pc)
});
