import type { SecurityPolicy } from './behaviour';
import { confirmFailure, confirmSelected, confirmWithoutBlock } from './wire';

/** MS-RDPBCGR 2.2.1.1.1 and 2.2.1.2.2, as a host knows them. */
const standardRdp = 0;
const tls = 1;
const credssp = 2;
const credsspEarlyAuthorization = 8;

const tlsRequired = 1;
const tlsNotAllowed = 2;
const nlaRequired = 5;

export interface PolicyAnswer {
  /** Null: the connection is closed without a word. */
  readonly confirm: Buffer | null;
  /** What follows the confirm. */
  readonly then: 'tls' | 'tls-and-credssp' | 'rdp' | 'close';
}

/**
 * How a host answers an offer: the strongest protocol that both sides allow, else the failure code that says what is
 * missing. A client that sends no negotiation block understands none.
 *
 * @param offer requestedProtocols; null where the client sent no block
 */
export function answerOffer(policy: SecurityPolicy, offer: number | null): PolicyAnswer {
  const takesRdp = policy === 'rdp' || policy === 'negotiate' || policy === 'always-rdp';
  if (offer === null) {
    return takesRdp ? { confirm: confirmWithoutBlock(), then: 'rdp' } : { confirm: null, then: 'close' };
  }
  if (policy === 'always-rdp') return select(standardRdp, 'rdp');
  if (policy === 'rdp') return offer === standardRdp ? select(standardRdp, 'rdp') : fail(tlsNotAllowed);
  if (policy !== 'tls') {
    if (offer & credsspEarlyAuthorization) return select(credsspEarlyAuthorization, 'tls-and-credssp');
    if (offer & credssp) return select(credssp, 'tls-and-credssp');
  }
  if (policy === 'nla') return fail(nlaRequired);
  if (offer & tls) return select(tls, 'tls');
  if (policy === 'negotiate' && offer === standardRdp) return select(standardRdp, 'rdp');
  return fail(tlsRequired);
}

const select = (protocol: number, then: PolicyAnswer['then']): PolicyAnswer => ({
  confirm: confirmSelected(protocol),
  then
});
const fail = (code: number): PolicyAnswer => ({ confirm: confirmFailure(code), then: 'close' });
