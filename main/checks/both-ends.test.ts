import { describe, expect, it } from 'vitest';
import type { Finding } from '../../shared/model/diagnosis';
import type { MachineImage } from '../../shared/model/machine-image';
import { plain } from '../../shared/present/finding-text';
import {
  arrived,
  channels,
  disconnected,
  listening,
  logged,
  securityLayerError
} from '../../e2e/lab/machines/logs';
import { changedPc, setValue, type DraftPc } from '../demo/machines/sound-pc';
import { judgeMachine, type MachineQuestion } from '../diagnosis/judge-machine';
import { allReadings, deriveFacts } from '../facts';
import { indexImage, registryView } from '../facts/image-index';
import { isKnown } from '../facts/fact';
import { soundCertificate, transcriptWith } from './sound-transcript.test-data';

const client = (change: (pc: DraftPc) => void): MachineImage => changedPc('windows-7', change);
const find = (image: MachineImage, id: string, question: MachineQuestion = {}): Finding | undefined =>
  judgeMachine({ client: image, host: null }, question).findings.find((finding) => finding.id === id);

const old = client((pc) => {
  pc.files['%SystemRoot%\\System32\\mstscax.dll'] = { version: '6.1.7601.17514' };
});

describe('client-too-old', () => {
  it.each<[string, MachineQuestion, string]>([
    ['nothing else is known', {}, 'warning'],
    ['the person has a code about NLA', { failures: ['nla'] }, 'problem'],
    ['the person has a code about a lost connection', { failures: ['connection-lost'] }, 'warning'],
    [
      'the person has the code of the article',
      { codes: [0x8009_0304], failures: ['credentials'] },
      'problem'
    ],
    ['the probe found TLS well', { transcript: transcriptWith() }, 'warning'],
    [
      'the probe met an alert',
      {
        transcript: transcriptWith({
          tls: {
            first: {
              only: null,
              end: { kind: 'alert', alert: 70, name: 'protocol_version' },
              version: null,
              cipher: null,
              replyHex: '',
              durationMs: 3
            }
          }
        })
      },
      'problem'
    ]
  ])('%s', (_name, question, severity) => {
    expect(find(old, 'client-too-old', question)?.severity).toBe(severity);
  });
});

describe('certificate-pin-differs with the probe', () => {
  const remembering = (hash: string): MachineImage =>
    client((pc) =>
      setValue(pc, 'HKCU\\Software\\Microsoft\\Terminal Server Client\\Servers\\pc9', 'CertHash', [
        'REG_BINARY',
        hash
      ])
    );
  const transcript = transcriptWith();

  it('compares by the kind of thumbprint that was remembered', () => {
    for (const same of [soundCertificate.sha1, soundCertificate.sha256])
      expect(find(remembering(same), 'certificate-pin-differs', { transcript })).toBeUndefined();
    for (const other of ['00'.repeat(20), '00'.repeat(32)])
      expect(find(remembering(other), 'certificate-pin-differs', { transcript })?.evidence[0]).toMatchObject({
        value: other
      });
  });
});

describe('rdp-file-port with the probe', () => {
  it('takes the port on which Remote Desktop answered', () => {
    const image = client((pc) => {
      pc.rdpFiles = [{ path: 'a.rdp', lines: ['full address:s:pc9', 'server port:i:3390'] }];
    });
    const transcript = transcriptWith();
    expect(find(image, 'rdp-file-port', { transcript })?.evidence[0]).toMatchObject({
      path: 'rdpFiles/a.rdp/server port',
      value: 3390,
      expected: transcript.target.port
    });
  });
});

describe('what the logs of both ends say', () => {
  const failing = client((pc) => logged(pc, channels.client, disconnected('2026-11-20T09:58:12Z', 2055)));

  it('puts beside event 139 what belongs to it', () => {
    const host = changedPc('server-2019', (pc) => {
      const beside = {
        provider: 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS',
        at: '2026-11-20T09:58:11Z'
      };
      logged(
        pc,
        channels.core,
        securityLayerError('2026-11-20T09:58:11Z'),
        { ...beside, id: 226, data: { ErrorCode: '0x8007052e' } },
        { ...beside, id: 140, data: { IPString: '198.51.100.77' } },
        { ...beside, id: 226, at: '2026-11-20T03:00:00Z', data: { ErrorCode: '0x80070005' } }
      );
      logged(pc, channels.system, {
        id: 56,
        provider: 'TermDD',
        at: '2026-11-20T09:58:12Z',
        data: { Binary: '000000006d0000d0' }
      });
    });
    const { findings } = judgeMachine({ client: failing, host });
    const finding = findings.find(({ id }) => id === 'host-security-layer-error');
    const shown =
      finding?.evidence.map(({ path, value }) => `${path.split('/').pop()} ${plain(value)}`) ?? [];
    expect(shown[0]).toBe('139 0x80090304');
    expect(shown).toContain('226 0x8007052e');
    expect(shown).toContain('56 0xc000006d');
    expect(shown).toContain('address 198.51.100.77');
    expect(shown).not.toContain('226 0x80070005');
  });

  it('claims nothing of the time before a list of arrivals that was cut', () => {
    const host = changedPc('server-2019', (pc) => {
      const scanned = Array.from({ length: 1000 }, (_, n) =>
        arrived(new Date(Date.parse('2026-11-20T10:00:00Z') + n * 1000).toISOString())
      );
      logged(pc, channels.core, listening('2026-11-01T00:00:00Z'), ...scanned);
    });
    const { findings } = judgeMachine({ client: failing, host });
    expect(findings.map(({ id }) => id)).not.toContain('network-never-reached-host');
  });

  it('survives clocks that are absurdly wrong', () => {
    for (const offsetSeconds of [1e300, -1e300]) {
      const odd = client((pc) => {
        logged(pc, channels.client, disconnected('2026-11-20T09:58:12Z', 2055));
        pc.clock['offsetSeconds'] = offsetSeconds;
      });
      expect(find(odd, 'recent-failure')?.evidence[0]?.value).toBe('0x807');
    }
  });
});

describe('keys of which only what is in them is listed', () => {
  it('are there', () => {
    const servers = 'HKCU\\Software\\Microsoft\\Terminal Server Client\\Servers';
    const index = indexImage(
      client((pc) => setValue(pc, `${servers}\\pc9`, 'CertHash', ['REG_BINARY', 'ab']))
    );
    const view = registryView(index, servers, 1);
    expect(isKnown(view) && view.value !== null && isKnown(view.value.subkeys)).toBe(true);
    expect(registryView(indexImage(client(() => undefined)), servers, 1)).toMatchObject({ value: null });
  });

  it('are looked through in time that grows with their number', () => {
    const image = client((pc) => {
      const servers = 'HKCU\\Software\\Microsoft\\Terminal Server Client\\Servers';
      pc.registry[servers] = {
        values: {},
        subkeys: Array.from({ length: 60_000 }, (_, n) => `pc${n}`)
      };
    });
    const { pins } = deriveFacts(image).pinnedCertificates;
    expect(isKnown(pins) && pins.value.length).toBe(60_000);
  }, 10_000);
});

it('asks for the oldest event of a channel by no reading of its own', () => {
  const ofCore = allReadings.filter(
    (reading) => reading.kind === 'events' && reading.channel === channels.core
  );
  expect(ofCore.every((reading) => reading.kind === 'events' && reading.ids.length > 0)).toBe(true);
});
