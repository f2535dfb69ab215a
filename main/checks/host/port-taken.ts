import { isKnown } from '../../facts/fact';
import { defineMachineCheck, foundOnPc, need, shownAs, sound } from '../define-machine-check';

/**
 * Two programs cannot hold one port: where another one came first, TermService never gets to listen.
 * https://learn.microsoft.com/troubleshoot/windows-server/remote/rdp-error-general-troubleshooting
 */
export const check = defineMachineCheck({
  id: 'port-taken',
  stage: 'listener',
  about: 'host',
  run: ({ listener, sockets }) => {
    const port = need(listener.port).value;
    const held = need(sockets.portHolders);
    const holders = held.value;
    // As many as anybody would read.
    const evidence = holders.slice(0, 100).map(({ address, program }) => ({
      path: `sockets/tcp/${address}:${port}`,
      value: program,
      expected: 'TermService',
      source: 'observed' as const
    }));
    // One address of its own is enough: the others may belong to whomever they like.
    if (holders.some(({ isTermService: own }) => isKnown(own) && own.value)) return sound(...evidence);
    for (const { isTermService } of holders) need(isTermService);
    return holders.length > 0
      ? foundOnPc('problem', 0.95, ...evidence)
      : sound(shownAs({ ...held, path: `sockets/tcp/${port}` }, null, 'TermService'));
  }
});
