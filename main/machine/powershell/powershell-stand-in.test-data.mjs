// A STAND-IN for powershell.exe: it speaks the frames of the session, and runs no PowerShell.
// It proves framing, deadlines and what is sent, and nothing about PowerShell itself: docs/windows-verification.md.
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Where this file lies: it is started as a program of its own. */
export const standInFile = fileURLToPath(import.meta.url);

/**
 * @typedef {object} StandIn
 * @property {string} log every line it was sent, and its process number, one JSON value a line
 * @property {'runs' | 'refused' | 'silent' | 'other-version'} [file] what becomes of a script that is a file
 * @property {'runs' | 'refused' | 'silent' | 'other-version'} [text] what becomes of one that comes over stdin
 * @property {Readonly<Record<string, unknown>>} [says] what it answers to a verb, instead of an echo
 * @property {(keyof typeof answers)[]} [answers] how it answers the first request, the second and so on; the last for all others
 */

/** @type {StandIn} */
const own = process.argv[1] === standInFile ? JSON.parse(process.argv[2] ?? '{}') : { log: '' };
const say = (/** @type {string} */ text) => process.stdout.write(text);
const frame = (/** @type {string} */ token, /** @type {string} */ json) =>
  `<RECONNECT ${token} ${json.length}>${json}</RECONNECT ${token}>\r\n`;

/** Each is given the frame that a sound answer would be. */
const answers = {
  plain: (/** @type {string} */ whole) => say(whole),
  never: () => 'hangs',
  late: async (/** @type {string} */ whole) => {
    await pause(150);
    say(whole);
  },
  twice: (/** @type {string} */ whole) => say(whole + whole.replace('first', 'second')),
  noise: (/** @type {string} */ whole) => {
    process.stderr.write('WARNING: words on stderr are no failure\r\n');
    say(`PS C:\\> \r\n<RECONNECT 0123 5>{"a"}</RECONNECT 0123>\r\n<RECONNECT ${'f'.repeat(24)} 9>`);
    say(`noise before ${whole}noise behind </RECONNECT>\r\n`);
  },
  loud: async (/** @type {string} */ whole) => {
    for (let n = 0; n < 64; n += 1) {
      if (!process.stderr.write('#< CLIXML '.repeat(3277))) await once(process.stderr, 'drain');
    }
    say(whole);
  },
  pieces: async (/** @type {string} */ whole) => {
    for (let at = 0; at < whole.length; at += 7) {
      say(whole.slice(at, at + 7));
      if (at % 70 === 0) await pause(1);
    }
  },
  wrapped: (/** @type {string} */ whole) => say(whole.replace(/(.{80})/g, '$1\r\n')),
  dies: (/** @type {string} */ whole) => {
    say(whole.slice(0, 40));
    process.exit(7);
  },
  'no-json': (/** @type {string} */ _whole, /** @type {string} */ token) => say(frame(token, '{"schema":')),
  'wrong-length': (/** @type {string} */ whole) =>
    say(whole.replace(/ (\d+)>/, (_, n) => ` ${Number(n) - 3}>`)),
  'too-long': (/** @type {string} */ _whole, /** @type {string} */ token) =>
    say(`<RECONNECT ${token} 999999999>{`),
  huge: (/** @type {string} */ _whole, /** @type {string} */ token) => {
    const updates = Array.from({ length: 400_000 }, (_, n) => `KB${1_000_000 + n}`);
    say(frame(token, JSON.stringify({ schema: 'reconnect.machine/1', updates })));
  },
  nothing: () => process.stderr.write('a mistake in the script\r\n'),
  'other-answer': (/** @type {string} */ _whole, /** @type {string} */ token) => say(frame(token, '[1]'))
};

if (process.argv[1] === standInFile) {
  log({ process: process.pid });
  let hanging = false;
  let turn = Promise.resolve();
  createInterface({ input: process.stdin }).on('line', (line) => {
    turn = turn.then(async () => {
      if (hanging) return;
      hanging = (await hear(line)) === 'hangs';
    });
  });
}

let asked = 0;

/** @param {string} line @returns {Promise<'hangs' | void>} */
async function hear(line) {
  const ended = /^Write-Output \('<ENDED ' \+ '([0-9a-f]+)>'\)$/.exec(line);
  if (ended) {
    say(`<ENDED ${ended[1]}>\r\n`);
    return;
  }
  log({ line });
  const hello = /Send-ReconnectHello '([0-9a-f]+)'$/.exec(line);
  if (hello) return greet(hello[1] ?? '', line.startsWith('. $env:RECONNECT_SCRIPT;') ? own.file : own.text);
  const request = /^(Send-Reconnect\w+) '([0-9a-f]+)' '([A-Za-z0-9+/=]*)'$/.exec(line);
  if (!request) return;
  const [verb = '', token = '', word = ''] = request.slice(1);
  const echo = Buffer.from(word, 'base64').toString('latin1');
  const said = own.says?.[verb] ?? { schema: 'reconnect.machine/1', takenBy: 'stand-in', n: 'first', echo };
  const json = JSON.stringify(said);
  const how = own.answers?.[Math.min(asked, own.answers.length - 1)] ?? 'plain';
  asked += 1;
  return (await answers[how](frame(token, json), token)) === 'hangs' ? 'hangs' : undefined;
}

/** @param {string} token @param {StandIn['file']} outcome @returns {'hangs' | void} */
function greet(token, outcome = 'runs') {
  if (outcome === 'silent') return 'hangs';
  if (outcome === 'refused') {
    process.stderr.write('cannot be loaded because running scripts is disabled\r\n');
    return;
  }
  const version = outcome === 'other-version' ? 99 : 1;
  say(frame(token, JSON.stringify({ version, powershell: 'stand-in', full: true })));
}

/** @param {unknown} entry */
function log(entry) {
  appendFileSync(own.log, `${JSON.stringify(entry)}\n`);
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
