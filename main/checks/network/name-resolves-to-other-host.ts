import { typedName } from '../typed-name';
import { defineCheck, found, notApplicable, ok, seen } from '../define-check';

/** NetBIOS keeps 15 characters of a computer's name. */
const netbiosLength = 15;

/** The PC that answered names itself differently from what was typed: a stale DNS record, a wrong port forward. */
export const check = defineCheck({
  id: 'name-resolves-to-other-host',
  stage: 'credssp',
  side: 'network',
  run: ({ ntlm }, transcript) => {
    const ownNames = [ntlm?.netbiosComputer, ntlm?.dnsComputer?.split('.')[0]].flatMap(
      (own) => own?.toLowerCase().normalize('NFC') ?? []
    );
    const { name, unicodeName, isAddress, aliasOf } = typedName(transcript);
    if (isAddress || ownNames.length === 0) return notApplicable;
    const typed = [name, unicodeName].map((form) => form.split('.')[0] ?? '');
    if (typed.some((label) => ownNames.includes(label) || ownNames.includes(label.slice(0, netbiosLength))))
      return ok;
    return found(
      aliasOf.length > 0 ? 'warning' : 'problem',
      // `localhost` may well be the near end of a tunnel.
      aliasOf.length > 0 || name === 'localhost' ? 0.4 : 0.9,
      seen('credssp/ntlm/computer', ntlm?.dnsComputer ?? ntlm?.netbiosComputer ?? null, unicodeName),
      seen('resolve/aliasOf', [...aliasOf], null)
    );
  }
});
