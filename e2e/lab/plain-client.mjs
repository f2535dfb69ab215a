// A client of its own that knows nothing of the product: TCP, X.224 with the full offer, TLS. It says how far it came.
// Usage: node plain-client.mjs <address> <port> <milliseconds>; prints one line of JSON: { "phase", "end" }.
import net from 'node:net';
import tls from 'node:tls';

const [address = '', port = '3389', milliseconds = '3000'] = process.argv.slice(2);
let phase = 'tcp';

/** @param {string} end */
function say(end) {
  process.stdout.write(`${JSON.stringify({ phase, end })}\n`, () => process.exit());
}

setTimeout(() => say('timeout'), Number(milliseconds));
const socket = net.connect({ host: address, port: Number(port) });
socket.on('error', (error) => say('code' in error ? String(error.code) : error.message));
socket.on('end', () => say('closed'));
socket.once('connect', () => {
  phase = 'x224';
  socket.write(Buffer.from('030000130ee00000000000010008000b000000', 'hex'));
  socket.once('data', (bytes) => {
    const selected = bytes.length >= 19 && bytes[11] === 2 ? bytes.readUInt32LE(15) : 0;
    if (selected === 0) {
      say(bytes.toString('hex', 0, 19));
      return;
    }
    phase = 'tls';
    const secure = tls.connect({ socket, rejectUnauthorized: false }, () =>
      say(`ok ${secure.getProtocol() ?? ''}`)
    );
    secure.on('error', (error) => say('code' in error ? String(error.code) : error.message));
  });
});
