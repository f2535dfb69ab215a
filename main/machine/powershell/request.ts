import type { Reading } from '../../../shared/model/reading';

/**
 * Readings as the script takes them: a line each, of a kind and its fields, separated by tabs. Whatever a field holds, the
 * text is printable ASCII, tabs and line feeds: all else is written as `\uXXXX`, which .NET's `Regex.Unescape` reads.
 */
export const requestText = (readings: readonly Reading[]): string =>
  lines(readings.map((reading) => [reading.kind, ...fieldsOf(reading)]));

/** Lines of fields in the same form. */
export const lines = (rows: readonly (readonly string[])[]): string =>
  rows.map((fields) => fields.map(escaped).join('\t')).join('\n');

/** One ASCII word of letters, digits, `+`, `/` and `=`, in which nothing can be taken for script. */
export const wordOf = (request: string): string => Buffer.from(request, 'latin1').toString('base64');

function fieldsOf(reading: Reading): readonly string[] {
  switch (reading.kind) {
    case 'registry-value':
      return [reading.key, reading.value];
    case 'registry-key':
      return [reading.key, String(reading.depth)];
    case 'service':
    case 'right':
      return [reading.name];
    case 'file':
      return [reading.path];
    case 'events':
      return [reading.channel, String(reading.newest), reading.ids.join(','), ...reading.providers];
    case 'certificates':
      return [reading.store];
    case 'group':
      return [reading.sid];
    case 'section':
      return [reading.section];
  }
}

/** By UTF-16 units, as .NET's strings are: half a surrogate pair stays what it is. */
const escaped = (field: string): string =>
  field.replace(/[^ -[\]-~]/g, (unit) =>
    unit === '\\' ? '\\\\' : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  );
