import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

const page = '<h1>Bad Request</h1>';

/** A web server has the port. */
export default defineScenario({
  id: 'not-rdp',
  host: '127.0.0.1',
  start: () =>
    startHost({
      answer: {
        kind: 'bytes',
        bytes: Buffer.from(
          `HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\nConnection: close\r\n\r\n${page}`
        ),
        then: 'close'
      }
    })
});
