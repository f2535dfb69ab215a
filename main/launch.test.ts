import { describe, expect, it } from 'vitest';
import { ownArguments, readLaunch } from './launch';

describe('readLaunch', () => {
  it.each([
    { args: [], launch: { mode: 'window', demo: null, target: null } },
    { args: ['--demo'], launch: { mode: 'window', demo: '', target: null } },
    { args: ['--demo=port-refused'], launch: { mode: 'window', demo: 'port-refused', target: null } },
    { args: ['--demo', 'tls-failed'], launch: { mode: 'window', demo: 'tls-failed', target: null } },
    { args: ['pc9'], launch: { mode: 'window', demo: null, target: 'pc9' } },
    {
      args: ['--inspect=0', '--remote-debugging-port=0', 'pc9:3390'],
      launch: { mode: 'window', demo: null, target: 'pc9:3390' }
    },
    { args: ['check', 'pc9', '--json'], launch: { mode: 'cli', args: ['check', 'pc9', '--json'] } },
    { args: ['--disable-gpu', 'explain', '0x904'], launch: { mode: 'cli', args: ['explain', '0x904'] } },
    { args: ['--version'], launch: { mode: 'cli', args: ['--version'] } },
    // A PC may be called like a verb: after a target it is not one.
    { args: ['pc9', 'check'], launch: { mode: 'window', demo: null, target: 'pc9' } }
  ])('$args', ({ args, launch }) => {
    expect(readLaunch(args)).toEqual(launch);
  });
});

describe('ownArguments', () => {
  it('leaves the folder of the app out where Electron was given one, and keeps the switches around it', () => {
    expect(ownArguments(['electron', '--inspect=0', '/app', '--demo', 'pc9'], true)).toEqual([
      '--inspect=0',
      '--demo',
      'pc9'
    ]);
  });
  it('leaves out the program alone where the app is packed', () => {
    expect(ownArguments(['Reconnect.exe', 'pc9'], false)).toEqual(['pc9']);
  });
});
