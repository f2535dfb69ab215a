import { writeSync } from 'node:fs';
import { cases } from './cases';
import type { Figures } from './cases/case';

/** What one case came to. */
export interface CaseResult {
  readonly name: string;
  /** Null where it held. */
  readonly error: string | null;
  readonly figures: Figures;
}

async function runCases(wanted: string): Promise<void> {
  for (const [name, run] of Object.entries(cases)) {
    if (!name.includes(wanted)) continue;
    let error: string | null = null;
    let figures: Figures = {};
    try {
      figures = (await run()) ?? {};
    } catch (thrown) {
      error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    }
    writeSync(1, `${JSON.stringify({ name, error, figures } satisfies CaseResult)}\n`);
  }
}

// A program of the Windows lane: runs the cases whose names contain its argument, and prints one line of JSON for each.
void runCases(process.argv[2] ?? '');
