import { defineCheck, found, ok, seen } from '../define-check';

/** No address could be found for the typed name. The evidence says whether the name or the name server is missing. */
export const check = defineCheck({
  id: 'name-not-found',
  stage: 'resolve',
  side: 'network',
  run: ({ error, addresses, asciiName, searchSuffixes }) => {
    if (addresses.length > 0) return ok;
    return found(
      'problem',
      error?.kind === 'no-such-name' || error?.kind === 'invalid-name' ? 1 : 0.9,
      seen('resolve/error', error?.kind ?? 'no-address', null),
      seen('resolve/name', asciiName, null),
      seen('resolve/code', error?.code ?? null, null),
      seen('resolve/searchSuffixes', [...searchSuffixes], null)
    );
  }
});
