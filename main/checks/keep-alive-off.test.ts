import { describe, expect, it } from 'vitest';
import type { Severity } from '../../shared/model/diagnosis';
import type { StabilityFacts, Transcript } from '../../shared/model/transcript';
import { changedPc } from '../demo/machines/sound-pc';
import { deriveFacts } from '../facts';
import type { MachineContext } from './define-machine-check';
import { check } from './host/keep-alive-off';
import { transcriptWith } from './sound-transcript.test-data';

const host = changedPc('windows-11', () => undefined);
const lostTo = (server: string): typeof host =>
  changedPc('windows-10', (pc) => {
    pc.events['Microsoft-Windows-TerminalServices-RDPClient/Operational'] = [
      {
        id: 1024,
        provider: 'Client',
        at: '2026-11-20T09:39:00Z',
        record: 1,
        data: { Name: 'Server Name', Value: server }
      },
      {
        id: 1026,
        provider: 'Client',
        at: '2026-11-20T09:40:00Z',
        record: 2,
        data: { Name: 'DisconnectReason', Value: '2308' }
      }
    ];
  });

function severity(
  question: Partial<MachineContext>,
  client = changedPc('windows-10', () => undefined)
): Severity | null {
  const facts = deriveFacts(host);
  const verdict = check.run(facts, {
    end: 'host',
    target: null,
    client: deriveFacts(client),
    host: facts,
    twoPcs: true,
    transcript: null,
    failures: [],
    codes: [],
    ...question
  });
  return verdict.kind === 'found' ? verdict.severity : null;
}

const held = (end: NonNullable<StabilityFacts['held']>['end']): Transcript =>
  transcriptWith({
    stability: {
      connects: [],
      lost: 0,
      medianMs: null,
      jitterMs: null,
      held: { end, heldMs: 4000, bytesSent: 10, code: null }
    }
  });

describe('keep-alive-off', () => {
  it('is a warning once the probe saw a connection reset, and not for an orderly end', () => {
    expect(severity({ transcript: held('reset') })).toBe('warning');
    expect(severity({ transcript: held('held') })).toBe('info');
    expect(severity({ transcript: held('closed') })).toBe('info');
  });

  it('is a warning where the code that somebody has stands for a lost connection', () => {
    expect(severity({ failures: ['connection-lost'] })).toBe('warning');
    expect(severity({ failures: ['credentials', 'nla'] })).toBe('info');
  });

  it('counts what the client lost on the way to this host, and not on the way to another', () => {
    expect(severity({ target: 'pc9' }, lostTo('PC9.example.org'))).toBe('warning');
    expect(severity({ target: 'pc9' }, lostTo('pc8'))).toBe('info');
    expect(severity({}, lostTo('pc8'))).toBe('warning');
  });
});
