import type { Outcome } from '../model/stage';

/** Shape before colour: every state can be told apart without colours and read aloud. */
export const marks: Readonly<Record<Outcome, string>> = {
  ok: '√',
  problem: '×',
  warning: '!',
  'could-not-run': '?',
  'not-applicable': '-'
};
export const severityMarks = { problem: marks.problem, warning: marks.warning, info: 'i' } as const;

/** SGR colour numbers: https://en.wikipedia.org/wiki/ANSI_escape_code#Colors */
const colours: Readonly<Record<string, number>> = {
  [marks.ok]: 32,
  [marks.problem]: 31,
  [marks.warning]: 33,
  [marks['could-not-run']]: 35
};

/** A mark in its colour, where colours may be used. */
export function paint(mark: string, colour: boolean): string {
  const code = colours[mark];
  return colour && code !== undefined ? `\u001b[${code}m${mark}\u001b[0m` : mark;
}
