import { join } from 'node:path';
// The flavour for plain Node: the one for Electron opens an IPC channel of its own, past the contract's sender check.
import log from 'electron-log/node';

const longestText = 120;

/** Sends the log to files in `folder`, the newest 1 MB and the one before; nothing leaves this PC. */
export function openLog(folder: string): void {
  log.transports.file.resolvePathFn = () => join(folder, 'reconnect.log');
  log.transports.file.maxSize = 1024 * 1024;
  log.transports.file.level = 'info';
  log.transports.console.level = false;
}

export function logInfo(what: string, details: Readonly<Record<string, unknown>> = {}): void {
  log.info(line(what, details));
}

export function logError(what: string, error: unknown): void {
  log.error(what, error);
}

/** One line; long texts are cut, because a pasted message may hold more than what it is about. */
function line(what: string, details: Readonly<Record<string, unknown>>): string {
  return [what, ...Object.entries(details).map(([name, value]) => `${name}=${shorten(value)}`)].join(' ');
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length <= longestText ? text : `${text.slice(0, longestText)}… (${text.length} characters)`;
}
