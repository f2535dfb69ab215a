// One listener on every loopback address, that answers as hosts without TLS do. Says what it saw when asked on stdin.
// Prints { "port" } at once, and { "accepted", "open", "most" } for each line it reads.
import net from 'node:net';
import { createInterface } from 'node:readline';

const confirm = Buffer.from('030000130ed000001234000201080000000000', 'hex');
const seen = { accepted: 0, open: 0, most: 0 };

const server = net.createServer((socket) => {
  seen.accepted += 1;
  seen.open += 1;
  seen.most = Math.max(seen.most, seen.open);
  socket.on('data', () => socket.write(confirm));
  // Clients that hang up early are what is being counted here.
  socket.on('error', () => undefined);
  socket.on('close', () => (seen.open -= 1));
});
server.listen({ host: '0.0.0.0', port: 0, backlog: 1024 }, () => {
  const address = server.address();
  process.stdout.write(`${JSON.stringify({ port: typeof address === 'object' ? address?.port : null })}\n`);
});
createInterface({ input: process.stdin }).on('line', () => process.stdout.write(`${JSON.stringify(seen)}\n`));
