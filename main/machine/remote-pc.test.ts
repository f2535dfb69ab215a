import { describe, expect, it } from 'vitest';
import type { Reading } from '../../shared/model/reading';
import { hasText } from '../../shared/text';
import { NotReadable, type RemotePc } from './door';
import { unavailable } from './fragment';
import type { ScriptSession, SessionOptions, Verb } from './powershell/session';
import { remoteFault, remotePc } from './remote-pc';

// The session is a stand-in here: no PowerShell, no WinRM.

const never = new AbortController().signal;
const readings: Reading[] = [
  { kind: 'service', name: 'TermService' },
  { kind: 'section', section: 'updates' }
];
const image = { schema: 'reconnect.machine/1', takenBy: 'script', updates: ['KB1'] };

function standIn(answers: Partial<Record<Verb, unknown>>): {
  pc: ReturnType<typeof remotePc>;
  asked: [Verb, string][];
  options: () => SessionOptions | undefined;
  reopen: (options: Partial<RemotePc>) => ReturnType<typeof remotePc>;
} {
  const asked: [Verb, string][] = [];
  let seen: SessionOptions | undefined;
  const session: ScriptSession = {
    ask: (verb, request) => {
      asked.push([verb, request]);
      const answer = answers[verb] ?? { connected: true };
      return Promise.resolve(typeof answer === 'function' ? (answer as () => unknown)() : answer);
    },
    close: () => Promise.resolve()
  };
  const reopen = (options: Partial<RemotePc> = {}): ReturnType<typeof remotePc> =>
    remotePc({ computer: "pc'9", ...options }, (given) => {
      seen = given;
      return session;
    });
  return { pc: reopen(), asked, options: () => seen, reopen };
}

const faultOf = async (connected: unknown): Promise<unknown> => {
  const { pc } = standIn({ 'Send-ReconnectConnected': connected });
  return pc.read(readings, never).then(
    () => null,
    (error: unknown) => (error instanceof NotReadable ? [error.key, error.params] : error)
  );
};

describe('another PC', () => {
  it('is reached by its name as data, once for all lists', async () => {
    const { pc, asked } = standIn({ 'Send-ReconnectRemoteImage': image });
    const seen = await pc.read(readings, never);
    expect(seen).toMatchObject({ schema: 'reconnect.machine/1', updates: ['KB1'], closed: false });
    expect(seen.takenBy).toMatch(/^app /);
    expect(asked.map(([verb]) => verb)).toEqual([
      'Send-ReconnectConnected',
      'Send-ReconnectRemoteImage',
      'Send-ReconnectRemoteImage'
    ]);
    expect(asked[0]?.[1]).toBe("pc'9\t0\t0");
    await pc.close();
    expect(asked.at(-1)?.[0]).toBe('Send-ReconnectClosed');
  });

  it('is asked for over HTTPS, and for an account in a dialog, only when that is wanted', async () => {
    const { reopen, asked, options } = standIn({ 'Send-ReconnectRemoteImage': image });
    await reopen({ https: true, askAccount: true }).read(readings, never);
    expect(asked[0]?.[1]).toBe("pc'9\t1\t1");
    expect(options()?.prompts).toBe(true);
  });

  it('that was never reached starts nothing when it is closed', async () => {
    const { pc, asked } = standIn({});
    await pc.close();
    expect(asked).toEqual([]);
  });

  it('is reached anew after a list that was not answered in time', async () => {
    let lists = 0;
    const { pc, asked } = standIn({
      'Send-ReconnectRemoteImage': () => ((lists += 1) === 1 ? unavailable('timeout') : image)
    });
    const seen = await pc.read(readings, never);
    expect(seen.services).toEqual({ TermService: { unavailable: 'timeout' } });
    expect(seen.updates).toEqual(['KB1']);
    expect(asked.filter(([verb]) => verb === 'Send-ReconnectConnected')).toHaveLength(2);
  });

  it('whose connection is lost is given up in one line', async () => {
    const { pc } = standIn({ 'Send-ReconnectRemoteImage': { fault: { code: 0, id: '' } } });
    await expect(pc.read(readings, never)).rejects.toMatchObject({ key: 'cli.remote.lost' });
  });

  it('that was stopped says of each reading that it was not read', async () => {
    const stop = new AbortController();
    stop.abort();
    const { pc } = standIn({
      'Send-ReconnectConnected': unavailable('not-read'),
      'Send-ReconnectRemoteImage': unavailable('not-read')
    });
    expect(await pc.read(readings, stop.signal)).toMatchObject({ updates: { unavailable: 'not-read' } });
  });
});

describe('a fault', () => {
  it.each([
    [{ code: -2144108526, id: 'CannotConnect,PSSessionOpenFailed' }, 'closed', '0x80338012'],
    [{ code: -2144108316, id: 'ServerNotTrusted,PSSessionOpenFailed' }, 'not-trusted', '0x803380E4'],
    [{ code: 5, id: 'AccessDenied,PSSessionOpenFailed' }, 'denied', '5'],
    [{ code: 1326, id: 'LogonFailure,PSSessionOpenFailed' }, 'denied', '1326'],
    [{ code: -2144108103, id: 'ComputerNotFound,PSSessionOpenFailed' }, 'unknown-host', '0x803381B9'],
    [{ code: -2144108250, id: 'WinRMOperationTimeout,PSSessionOpenFailed' }, 'timeout', '0x80338126'],
    [{ code: -2147012721, id: '-2147012721,PSSessionOpenFailed' }, 'certificate', '0x80072F8F'],
    [{ code: 0, id: 'reconnect:cancelled' }, 'cancelled', 'reconnect:cancelled'],
    [{ code: 0, id: 'constructor' }, 'other', 'constructor']
  ])('%j is told by its number: %s', async (fault, expected, code) => {
    expect(await faultOf({ fault })).toEqual([`cli.remote.${expected}`, { computer: "pc'9", code }]);
  });

  it('of Windows PowerShell 2.0 has a number and no name', () => {
    expect(remoteFault({ code: -2144108526, id: 'PSSessionOpenFailed' })).toBe('closed');
  });

  it.each([
    ['blocked', 'blocked'],
    ['not-supported', 'no-powershell'],
    ['timeout', 'timeout'],
    ['failed', 'other']
  ] as const)('of this PC (%s) is not put on the other', async (reason, expected) => {
    expect(await faultOf(unavailable(reason))).toEqual([
      `cli.remote.${expected}`,
      { computer: "pc'9", code: '' }
    ]);
    expect(hasText(`cli.remote.${expected}`)).toBe(true);
  });
});
