import { rdpHost, rdpPort } from '../../facts/rdp-files';
import type { NegotiateReply, Transcript } from '../../../shared/model/transcript';
import { defineMachineCheck, doesNotApply, foundOnPc, need, sound } from '../define-machine-check';
import { isCalled, otherPc } from '../other-pc';
import { eachRdpFile, shownLine } from '../rdp-files';

/** A port that was right once, or that a router used to forward, stays in an .rdp file. */
export const check = defineMachineCheck({
  id: 'rdp-file-port',
  stage: 'client',
  about: 'client',
  run: (facts, context) => {
    const { host, twoPcs, transcript } = context;
    const listener = twoPcs && host ? need(host.listener.port).value : portSeen(transcript);
    if (listener === null) return doesNotApply('port-of-the-other-pc-not-known');
    const { asked, names } = otherPc(facts, context);
    return eachRdpFile(facts.rdpFiles.files, ({ lines }) => {
      const address = rdpHost(lines.value);
      // Files for other hosts are none of this diagnosis' business; where nobody said which host, each is looked at.
      if (asked !== null && address !== null && !isCalled(names, address))
        return doesNotApply('another-host');
      const named = rdpPort(lines.value);
      if (!named) return sound();
      const evidence = { ...shownLine(named.line, listener), value: named.port };
      return named.port === listener ? sound(evidence) : foundOnPc('warning', 0.9, evidence);
    });
  }
});

const fromRdp: readonly NegotiateReply['kind'][] = ['selected', 'failure', 'no-block', 'unknown-block'];

/** The port on which the probe met Remote Desktop. */
const portSeen = (transcript: Transcript | null): number | null =>
  transcript?.stages.negotiate.state === 'done' &&
  transcript.stages.negotiate.facts.attempts.some(({ reply }) => fromRdp.includes(reply.kind))
    ? transcript.target.port
    : null;
