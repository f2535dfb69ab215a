import { describe, expect, it } from 'vitest';
import { app } from './lab.test-data';
import { brokerArguments, newLaunch, readBrokerLaunch } from './launch';

const args = brokerArguments(newLaunch(app));

describe('the arguments of the broker', () => {
  it('are read as they were given', () => {
    const launch = newLaunch(app);
    expect(readBrokerLaunch(brokerArguments(launch))).toEqual(launch);
  });

  it('need no quoting, and name 128 random bits and a key of 256 that are never the same', () => {
    expect(args.join('')).toMatch(/^[-a-z0-9=]+$/);
    const many = Array.from({ length: 1000 }, () => newLaunch(app));
    expect(new Set(many.map(({ pipe }) => pipe)).size).toBe(1000);
    expect(new Set(many.map(({ key }) => key.toString('hex'))).size).toBe(1000);
    expect(many[0]?.pipe).toHaveLength(32);
    expect(many[0]?.key).toHaveLength(32);
  });

  it.each([
    ['another switch behind', [...args, '--inspect']],
    ['another switch before', ['--gpu-launcher=calc.exe', ...args]],
    ['another word', [...args, 'pc9']],
    ['a verb', ['fix', ...args]],
    ['an empty one', [...args, '']],
    ['another order', [...args].reverse()],
    ['one that is missing', args.slice(0, -1)],
    ['the mode alone', ['--broker']],
    ['a part without the mode', args.slice(1)],
    ['other letters', args.map((one) => one.toUpperCase())],
    ['a slash', args.map((one) => one.replace('--', '/'))],
    ['one dash', args.map((one) => one.replace('--', '-'))],
    ['a pipe with a path', args.map((one) => one.replace(/(pipe=).*/, '$1..\\..\\pipe\\lsass'))],
    ['a pipe of another PC', args.map((one) => one.replace(/(pipe=).*/, '$1\\\\server\\pipe\\x'))],
    ['a longer pipe', args.map((one) => one.replace(/(pipe=.*)/, '$10'))],
    ['a line behind the pipe', args.map((one) => one.replace(/(pipe=.*)/, '$1\n'))],
    ['a short key', args.map((one) => one.replace(/(key=).*/, '$100'))],
    ['no parent', args.map((one) => one.replace(/(parent=).*/, '$10'))],
    ['a parent below none', args.map((one) => one.replace(/(parent=).*/, '$1-1'))],
    ['a quote', args.map((one) => one.replace(/(started=.*)/, '$1"'))],
    ['one twice', [...args.slice(0, 4), args[3] ?? '']]
  ])('start nothing with %s', (_what, given) => {
    expect(readBrokerLaunch(given)).toBe('refused');
  });

  it.each([
    [[]],
    [['pc9']],
    [['check', 'broker']],
    [['check', 'broker.example.test', '--json']],
    [['--demo']]
  ])('are not meant by %j', (given) => {
    expect(readBrokerLaunch(given)).toBeNull();
  });
});
