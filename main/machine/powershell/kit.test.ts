import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../shared/model/reading';
import { kitFiles } from './kit';
import { requestText } from './request';

const readings: Reading[] = [
  { kind: 'registry-value', key: 'HKLM\\SYSTEM', value: "it's $(here) \u2019 '@" },
  { kind: 'section', section: 'firewall' }
];
const [script, starter] = kitFiles(readings, '1.2.3').map(({ content }) => content);

describe('the host kit', () => {
  it('carries its list of readings as text, and the list is what was asked for', () => {
    const list = /\$ReconnectReadings = @'\r\n([^]*?)\r\n'@/.exec(script ?? '')?.[1];
    expect(list?.split('\r\n')).toEqual(requestText(readings).split('\n'));
  });

  it('says which version took the image', () => {
    expect(script).toContain("'kit 1.2.3'");
  });

  it('is ASCII with line ends of Windows', () => {
    for (const content of [script, starter]) {
      expect(content).toMatch(/^[\t\r\n -~]+$/);
      expect(content?.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    }
  });

  it('starts the 64-bit PowerShell from a 32-bit program too, and the policy is another one for it alone', () => {
    expect(starter).toMatch(/^if defined PROCESSOR_ARCHITEW6432 set .*\\Sysnative\\/m);
    expect(starter).toMatch(/^"%SHELL64%" .*-ExecutionPolicy Bypass -File "%~dp0Reconnect\.ps1"\r$/m);
    expect(starter).not.toMatch(/Set-ExecutionPolicy|pause|set \/p/i);
  });

  it('holds no text that cmd would take for more than text', () => {
    const echoed = [...(starter ?? '').matchAll(/echo (.*)\r$/gm)].map(([, said]) => said);
    expect(echoed.length).toBeGreaterThan(1);
    for (const said of echoed.slice(1)) expect(said).toMatch(/^[\w .,;:'-]+$/);
  });
});
