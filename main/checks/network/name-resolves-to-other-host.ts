import { isAddress } from '../is-address';
import { defineCheck, found, notApplicable, ok, seen } from '../define-check';

/** NetBIOS keeps 15 characters of a computer's name. */
const netbiosLength = 15;

/** The PC that answered names itself differently from what was typed: a stale DNS record, a wrong port forward. */
export const check = defineCheck({
  id: 'name-resolves-to-other-host',
  stage: 'credssp',
  side: 'network',
  run: ({ ntlm }, { target: { host }, stages: { resolve } }) => {
    const ownNames = [ntlm?.netbiosComputer, ntlm?.dnsComputer?.split('.')[0]].flatMap(
      (name) => name?.toLowerCase() ?? []
    );
    if (isAddress(host) || ownNames.length === 0) return notApplicable;
    const facts = resolve.state === 'done' ? resolve.facts : null;
    const typed = (facts?.asciiName ?? host).toLowerCase().split('.')[0] ?? '';
    if (ownNames.includes(typed) || ownNames.includes(typed.slice(0, netbiosLength))) return ok;
    const aliasOf = facts?.aliasOf ?? [];
    return found(
      aliasOf.length > 0 ? 'warning' : 'problem',
      aliasOf.length > 0 ? 0.4 : 0.9,
      seen('credssp/ntlm/computer', ntlm?.dnsComputer ?? ntlm?.netbiosComputer ?? null, host),
      seen('resolve/aliasOf', [...aliasOf], null)
    );
  }
});
