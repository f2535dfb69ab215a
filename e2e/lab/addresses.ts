let last = 0;

/**
 * A loopback address for one server, so that each can have the real port 3389: Linux routes all of 127/8 to loopback.
 * The middle octets come from this process's id, so that parallel runs do not meet.
 */
export function freshAddress(): string {
  last += 1;
  if (last > 254) throw new Error('more than 254 servers in one test file');
  return `127.${64 + ((process.pid >> 8) & 63)}.${process.pid & 255}.${last}`;
}
