import type { SocketEntry } from '../../shared/model/machine-image';
import { defineFacts, section } from './define-facts';
import { field, isKnown, items, known, map, notKnown, type Answer, type Fact } from './fact';
import { listener } from './listener';
import { services } from './services';

/** A socket that listens on the port of Remote Desktop. */
export interface PortHolder {
  readonly address: string;
  /** The program, as far as it is known: `svchost.exe`, `process 4711`. */
  readonly program: string;
  readonly isTermService: Fact<boolean>;
}

/** Who listens on the TCP port of the Remote Desktop listener. */
export const sockets = defineFacts({
  id: 'sockets',
  readings: { sockets: section('sockets') },
  derive: (read, of) => {
    const { port } = of(listener);
    const termService = of(services).termService.processId;
    return {
      /** Those that hold the port; none where nobody listens there. */
      portHolders: isKnown(port) ? holdersOf(items(read.sockets), port.value, termService) : port
    };
  }
});

function holdersOf(
  all: Fact<readonly SocketEntry[]>,
  port: number,
  termService: Answer<number>
): Fact<readonly PortHolder[]> {
  if (!isKnown(all)) return all;
  const held: PortHolder[] = [];
  for (const socket of all.value) {
    if (socket.port !== port || socket.protocol.toLowerCase() !== 'tcp') continue;
    const path = `sockets/tcp/${socket.address}:${socket.port}`;
    const entry: Answer<SocketEntry> = { ...known(socket, path), complete: all.complete };
    const state = field(entry, 'state');
    if (!isKnown(state)) return state;
    if (!/^listen(ing)?$/i.test(state.value ?? '')) continue;
    held.push({
      address: socket.address,
      program: programOf(entry),
      isTermService: isTermService(entry, termService)
    });
  }
  return { ...known(held, 'sockets'), complete: all.complete };
}

function programOf(socket: Answer<SocketEntry>): string {
  const name = field(socket, 'process');
  if (isKnown(name) && name.value !== null && name.value !== '') return name.value;
  const id = field(socket, 'processId');
  return isKnown(id) && id.value !== null ? `process ${id.value}` : 'unknown';
}

/** By the services of the process where they are known, else by the process that TermService runs in. */
function isTermService(socket: Answer<SocketEntry>, termService: Answer<number>): Fact<boolean> {
  const names = field(socket, 'services');
  if (isKnown(names) && names.value?.some((name) => name.toLowerCase() === 'termservice'))
    return { ...names, value: true };
  const id = field(socket, 'processId');
  const bothIds = isKnown(id) && id.value !== null && isKnown(termService) && (termService.value ?? 0) > 0;
  if (bothIds) return map(id, (value) => value === termService.value);
  if (isKnown(names) && names.value !== null) return { ...names, value: false };
  return notKnown(isKnown(id) ? 'not-read' : id.unavailable, id.path, 'no owner');
}
