import { describe, expect, it } from 'vitest';
import { soundCertificate, soundFacts, transcriptWith } from '../checks/sound-transcript.test-data';
import { judge } from './judge';
import { diagnosisText, findingText, headline, stageText } from '../../shared/present/diagnosis-text';

const otherHost = (name: string): ReturnType<typeof judge> =>
  judge(
    transcriptWith({
      credssp: { ntlm: { ...soundFacts.credssp.ntlm, dnsComputer: name, netbiosComputer: 'PC8' } as never }
    }),
    12
  );

describe('diagnosisText', () => {
  it('names the cause, the side, what was seen and what to do', () => {
    const said = diagnosisText(otherHost('pc8.example.test'));
    expect(said).toContain('pc9:3389');
    expect(said).toContain('Side: Network (name-resolves-to-other-host)');
    expect(said).toContain('pc8.example.test');
    expect(said).toContain('What to do:');
  });

  it('lets no host write control characters or turn the text around', () => {
    const hostile = 'pc8\u001b[2J\u0007\u202egnp.exe\r\nMost likely: all is well';
    const diagnosis = otherHost(hostile);
    for (const said of [
      diagnosisText(diagnosis),
      headline(diagnosis),
      findingText(diagnosis, 'name-resolves-to-other-host')
    ]) {
      expect(said.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(said.split('\n').some((line) => line.startsWith('Most likely: all'))).toBe(false);
    }
    expect(stageText(diagnosis, 'credssp')).not.toContain('\u001b');
  });

  it('tells every state without colour', () => {
    const marks = (said: string): string[] =>
      said.split('\n').flatMap((line) => /^ {2}(\S) \S/.exec(line)?.[1] ?? []);
    const failed = judge(
      transcriptWith({}, { tls: { state: 'failed', durationMs: 1, detail: 'EMFILE' } }),
      0
    );
    expect(marks(diagnosisText(failed))).toContain('?');
    expect(diagnosisText(failed)).toContain('Not checked:');
    expect(diagnosisText(failed)).toContain('EMFILE');
    const weak = judge(
      transcriptWith({ tls: { chain: [{ ...soundCertificate, signature: 'md5WithRSAEncryption' }] } }),
      0
    );
    expect(marks(diagnosisText(weak))).toContain('!');
    expect(diagnosisText(weak, true)).toContain('\u001b[33m');
  });

  it('says plainly when nothing is wrong, and never when something was not seen', () => {
    expect(headline(judge(transcriptWith(), 0))).toContain('ok');
    const silent = transcriptWith({
      credssp: { end: 'no-answer', version: null, ntlm: null, clockOffsetSeconds: null }
    });
    expect(headline(judge(silent, 0))).not.toContain('ok');
  });
});
