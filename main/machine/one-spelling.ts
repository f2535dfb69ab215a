import { readingId, type Reading } from '../../shared/model/reading';

/**
 * Each reading once, and each registry key, channel, file and so on in one spelling: the names of an image compare without
 * case, so that two spellings of one name would be one entry twice.
 */
export function oneSpelling(readings: readonly Reading[]): Reading[] {
  const spellings = new Map<string, string>();
  const spelled = (kind: string, name: string): string => {
    const key = `${kind} ${name.toLowerCase()}`;
    const first = spellings.get(key) ?? name;
    spellings.set(key, first);
    return first;
  };
  const once = new Map<string, Reading>();
  for (const reading of readings) {
    const id = readingId(reading);
    if (!once.has(id)) once.set(id, inSpelling(reading, spelled));
  }
  return [...once.values()];
}

function inSpelling(reading: Reading, spelled: (kind: string, name: string) => string): Reading {
  switch (reading.kind) {
    case 'registry-value':
    case 'registry-key':
      return { ...reading, key: spelled('registry', reading.key) };
    case 'service':
    case 'right':
      return { ...reading, name: spelled(reading.kind, reading.name) };
    case 'file':
      return { ...reading, path: spelled('file', reading.path) };
    case 'events':
      return { ...reading, channel: spelled('events', reading.channel) };
    case 'certificates':
      return { ...reading, store: spelled('certificates', reading.store) };
    case 'group':
      return { ...reading, sid: spelled('group', reading.sid) };
    case 'section':
      return reading;
  }
}
