import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyFix } from '../main/changes/apply';
import { historyOf } from '../main/changes/history';
import { imageDesk } from '../main/changes/image-desk';
import { lineOf, nothingYet } from '../main/changes/journal-line';
import { currentFile, machineStore, readStores, userStore } from '../main/changes/journal-store';
import { pcOf } from '../main/changes/pc';
import { undoChange } from '../main/changes/undo';
import { changedPc } from '../main/demo/machines/sound-pc';
import { fixes } from '../main/fixes';
import { ratios, spread, spreadText, type Spread } from './figures';

const rounds = 7;

/** What opening a long history costs beside reading its file as plain JSON, in milliseconds. */
export interface ParseComparison {
  /** Changes in the history. */
  readonly changes: number;
  /** Lines of the journal. */
  readonly records: number;
  readonly bytes: number;
  /** Reading the journal, proving each line of it, and telling what has become of each change. */
  readonly oursMs: readonly number[];
  /** The same file line by line by JSON.parse, and nothing more. */
  readonly parseMs: readonly number[];
  readonly ratio: Spread;
}

/** Times both in this process, turn by turn after a warm-up. */
export async function againstParse(changes: number): Promise<ParseComparison> {
  const root = mkdtempSync(join(tmpdir(), 'reconnect-bench-'));
  try {
    const pc = changedPc('windows-11', () => undefined);
    const store = machineStore(root);
    const path = join(store.folder, currentFile);
    const { lines, records } = await journalOf(changes);
    mkdirSync(store.folder, { recursive: true });
    writeFileSync(path, lines);
    const oursMs: number[] = [];
    const parseMs: number[] = [];
    for (let round = -2; round < rounds; round += 1) {
      const parse = await timed(() => {
        for (const line of readFileSync(path, 'utf8').split('\n')) if (line !== '') JSON.parse(line);
      });
      const ours = await timed(async () => {
        const { tell } = await readStores(userStore(`${root}-none`), store);
        const told = tell((all) => historyOf(pcOf(pc), all));
        if (told.changes.length !== changes) throw new Error(`${told.changes.length} changes`);
      });
      if (round < 0) continue;
      oursMs.push(ours);
      parseMs.push(parse);
    }
    return {
      changes,
      records,
      bytes: lines.length,
      oursMs,
      parseMs,
      ratio: spread(ratios(oursMs, parseMs))
    };
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** A journal in which a fix was made and taken back again and again, and made once more. */
async function journalOf(changes: number): Promise<{ lines: Buffer; records: number }> {
  const desk = imageDesk(changedPc('windows-11', () => undefined));
  const fix = fixes.get('nla-off');
  if (fix?.kind !== 'settings') throw new Error('nla-off is no fix of settings');
  const { changeId } = await applyFix(desk, fix, {});
  await undoChange(desk, changeId ?? '', { force: false, dryRun: false });
  const once = (await desk.journal.records()) as readonly object[];
  const lines: Buffer[] = [];
  let end = nothingYet;
  for (let made = 0; made < changes; made += 1)
    for (const record of once) {
      const next = lineOf(end, { ...record, id: `nla-off-${made}` }, null);
      lines.push(next.line);
      end = next.end;
    }
  return { lines: Buffer.concat(lines), records: lines.length };
}

async function timed(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** The comparison as lines of text. */
export function parseText({ changes, records, bytes, oursMs, parseMs, ratio }: ParseComparison): string {
  return [
    `${changes} changes in ${records} records, ${(bytes / 1e6).toFixed(1)} MB`,
    `  history       ${spreadText(spread(oursMs), 1).padEnd(22)} ms`,
    `  JSON.parse    ${spreadText(spread(parseMs), 1).padEnd(22)} ms`,
    `  ratio         ${spreadText(ratio, 2)}`
  ].join('\n');
}
