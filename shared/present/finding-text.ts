import type { Evidence, Finding } from '../model/diagnosis';
import { defaultPort } from '../model/target';
import { hasText, text } from '../text';
import { clean, clip, moment } from './read';

/** Characters of a value inside a sentence, and of a PC's name; the evidence beside it has more. */
const longestValue = 200;
const longestName = 100;

/** Names that a finding's texts speak of. */
export interface Names {
  /** The PC that is connected to, and its port. */
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  /** The PC that a finding is about; *the other PC* where nobody knows better. */
  readonly pc?: string | undefined;
}

/** A text of a finding with the names of this run in it; null where the catalogue has none. */
export function findingText(
  finding: Finding,
  part: 'title' | 'meaning' | 'next' | 'why',
  names: Names
): string | null {
  const key = `finding.${finding.id}.${part}`;
  if (!hasText(key)) return null;
  const first = finding.evidence[0];
  return text(key, {
    host: clip(names.host ?? text('pc.name.other'), longestName),
    port: names.port ?? defaultPort,
    pc: clip(names.pc ?? text('pc.name.other'), longestName),
    value: clip(plain(first?.value ?? ''), longestValue),
    expected: clip(plain(first?.expected ?? ''), longestValue)
  });
}

export const findingTitle = (finding: Finding, names: Names): string =>
  findingText(finding, 'title', names) ?? finding.id;

/** A JSON value as a person reads it, safe to print. */
export const plain = (value: Evidence['value']): string => clean(readable(value));

function readable(value: Evidence['value']): string {
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}T/.test(value) ? (moment(value) ?? value) : value;
  if (Array.isArray(value)) return value.map(readable).join(', ');
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return String(value);
}

/** How sure a finding is, in a word. */
export function sureness(confidence: number): 'certain' | 'likely' | 'possible' {
  if (confidence >= 0.9) return 'certain';
  return confidence >= 0.5 ? 'likely' : 'possible';
}

/** The step a finding was seen in, from its evidence's path (`probe/tls/version`). */
export function stepOfFinding(finding: Finding): string | null {
  const path = finding.evidence.find((evidence) => evidence.path.startsWith('probe/'))?.path;
  return path?.split('/')[1] ?? null;
}
