import { z } from 'zod';
import { isUnavailable } from '../../../shared/model/machine-image';
import type { PlaceWriter } from '../native/place-writer';
import { notWritten, WriteFailed } from '../writing';
import { lines } from './request';
import type { Work } from './script-place';
import type { ScriptSession, Verb } from './session';
import { ownRuleWriter, ruleWriter } from './write-firewall';
import { memberWriter, networkWriter } from './write-members';

/** The places that only COM and ADSI write. */
export type ScriptPlaceKind = 'firewall-rule' | 'firewall-own-rule' | 'network-category' | 'group-member';
export type ScriptWriters = { readonly [Kind in ScriptPlaceKind]: PlaceWriter<Kind> };

const deadlineMs = 60_000;
/** What was begun is waited for: nobody would know what became of it. */
const never = new AbortController().signal;

/** The writing half of the script behind the rest of Reconnect.ps1, in a session that has loaded it. */
export function scriptWriters(session: Pick<ScriptSession, 'ask'>): ScriptWriters {
  const ask = async (verb: Verb, fields: readonly string[]): Promise<unknown> => {
    const said = await session.ask(verb, lines([fields]), deadlineMs, never);
    // Looked, not there: it has gone since it was read.
    if (said === null) throw new WriteFailed('not-there');
    if (isUnavailable(said)) throw notWritten(said);
    const answer = z.strictObject({ answer: z.json() }).safeParse(said);
    if (!answer.success) throw new WriteFailed('failed: the answer of PowerShell is none to a change');
    return answer.data.answer;
  };
  const work: Work = {
    capture: (...fields) => ask('Send-ReconnectCapture', fields),
    write: async (...fields) => void (await ask('Send-ReconnectWritten', fields))
  };
  return {
    'firewall-rule': ruleWriter(work),
    'firewall-own-rule': ownRuleWriter(work),
    'network-category': networkWriter(work),
    'group-member': memberWriter(work)
  };
}
