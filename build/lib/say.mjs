/** One line for the person at the terminal. Always stderr: stdout belongs to the result of a command. @param {string} line */
export function say(line) {
  process.stderr.write(`reconnect: ${line}\n`);
}
