import { randomBytes } from 'node:crypto';
import { newKey } from './proof';

/** A process, told from a later one that was given the same number. */
export interface ProcessMark {
  readonly pid: number;
  /** When it began, in the system's own count: on Windows the creation FILETIME, in decimal. */
  readonly startedAt: string;
}

/** All that a broker is told when it is started. */
export interface BrokerLaunch {
  /** Name of the pipe on which its app waits: 128 random bits in hex. */
  readonly pipe: string;
  /** The one-time key. */
  readonly key: Buffer;
  /** The app that started it, without which it does not stay. */
  readonly parent: ProcessMark;
}

const pipeBytes = 16;

/** A pipe and a key that were never used before. */
export const newLaunch = (parent: ProcessMark): BrokerLaunch => ({
  pipe: randomBytes(pipeBytes).toString('hex'),
  key: newKey(),
  parent
});

/** Each argument in its place. No value can hold a space or a quote, so none needs any quoting on a Windows command line. */
const form = [
  /^--broker$/,
  /^--broker-pipe=([0-9a-f]{32})$/,
  /^--broker-key=([0-9a-f]{64})$/,
  /^--broker-parent=([1-9]\d{0,9})$/,
  /^--broker-parent-started=(\d{1,20})$/
] as const;

/** The fixed list of arguments with which the broker is started. */
export const brokerArguments = ({ pipe, key, parent }: BrokerLaunch): readonly string[] => [
  '--broker',
  `--broker-pipe=${pipe}`,
  `--broker-key=${key.toString('hex')}`,
  `--broker-parent=${parent.pid}`,
  `--broker-parent-started=${parent.startedAt}`
];

/**
 * Reads the arguments of a process, the program itself left out.
 *
 * @returns null where they have nothing to do with the broker; `refused` where they do and are not the fixed list, word for
 *   word: such a process has to end before it does anything, since somebody who may choose a switch of an elevated process
 *   (Chromium has one that names a program to start) may choose what it does
 */
export function readBrokerLaunch(args: readonly string[]): BrokerLaunch | 'refused' | null {
  if (!args.some((arg) => /^[-/]+broker/i.test(arg))) return null;
  const found = form.map((one, at) => one.exec(args[at] ?? ''));
  if (args.length !== form.length || found.includes(null)) return 'refused';
  const [, pipe = '', key = '', pid = '', startedAt = ''] = found.map((match) => match?.[1] ?? '');
  return { pipe, key: Buffer.from(key, 'hex'), parent: { pid: Number(pid), startedAt } };
}
