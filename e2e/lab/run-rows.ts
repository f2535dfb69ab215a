import { afterAll, describe, expect, test } from 'vitest';
import type { Diagnosis } from '../../shared/model/diagnosis';
import type { StageId } from '../../shared/model/stage';
import { check } from './check';
import type { Expected, Row } from './row';
import { electron, node, type Runtime } from './runtimes';
import { cleanUp } from './scratch';

/** Rows at a time: the machine has few cores, and a starved server is a late one. */
const atOnce = 2;
let running = 0;
const queue: (() => void)[] = [];

async function inTurn(work: () => Promise<void>): Promise<void> {
  if (running >= atOnce) await new Promise<void>((resolve) => queue.push(resolve));
  else running += 1;
  try {
    await work();
  } finally {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  }
}

/** Makes a test of each row: the command line in both runtimes says what was set up, and both say the same. */
export function runRows(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    afterAll(cleanUp);
    for (const row of rows) {
      test.concurrent(row.name, { timeout: 240_000 }, () => inTurn(() => runRow(row)));
    }
  });
}

async function runRow(row: Row): Promise<void> {
  const place = await row.on();
  try {
    const seen = new Map<string, readonly string[]>();
    for (const runtime of [node, await electron()]) {
      await place.arm?.();
      const flags = ['--pause', '0', '--timeout', String(row.timeout ?? 3), ...(row.flags ?? [])];
      const inside = place.inside;
      const { diagnosis, exitCode, stderr } = await check(place.target, {
        runtime,
        flags,
        inside,
        deadlineMs: 100_000
      });
      const differs = row.differs?.in === runtime.name;
      compare(diagnosis, exitCode, row.differs && differs ? row.differs.expect : row.expect, runtime);
      expect(stderr, `${runtime.name}: nothing on stderr`).toBe('');
      if (!differs)
        seen.set(
          runtime.name,
          diagnosis.findings.map(({ id, severity }) => `${id} ${severity}`)
        );
    }
    const [first, ...others] = seen.values();
    for (const other of others) expect(other, 'both runtimes find the same').toEqual(first);
    await place.witness?.();
  } finally {
    await place.close();
  }
}

/** UDP is optional and stability only asked for: exit status 2 is not about them. */
const essential: readonly StageId[] = ['resolve', 'connect', 'negotiate', 'tls', 'credssp'];

function compare(diagnosis: Diagnosis, exitCode: number | null, expected: Expected, runtime: Runtime): void {
  const ids = (severity: string): string[] =>
    diagnosis.findings
      .filter((finding) => finding.severity === severity)
      .map(({ id }) => id)
      .sort();
  const problems = [...(expected.problems ?? [])].sort();
  const outcomes = Object.fromEntries(diagnosis.stages.map(({ id, outcome }) => [id, outcome]));
  const couldNotRun = diagnosis.stages.some(
    ({ id, outcome }) => outcome === 'could-not-run' && essential.includes(id)
  );
  const cause = expected.likelyCause !== undefined ? expected.likelyCause : (problems[0] ?? null);

  const said = {
    problems: ids('problem'),
    warnings: ids('warning'),
    ...(expected.infos === undefined ? {} : { infos: ids('info') }),
    likelyCause: diagnosis.likelyCause,
    stages: Object.fromEntries(Object.keys(expected.stages ?? {}).map((id) => [id, outcomes[id]])),
    exitCode
  };
  const wanted = {
    problems,
    warnings: [...(expected.warnings ?? [])].sort(),
    ...(expected.infos === undefined ? {} : { infos: [...expected.infos].sort() }),
    likelyCause: cause,
    stages: expected.stages ?? {},
    exitCode: problems.length > 0 ? 1 : couldNotRun ? 2 : 0
  };
  // All in one comparison, with the whole diagnosis beside it, so that one failure tells everything.
  expect(said, `${runtime.name}\n${JSON.stringify(diagnosis, null, 1)}`).toEqual(wanted);

  for (const word of [expected.evidence ?? []].flat()) {
    const main =
      diagnosis.findings.find(({ severity }) => severity === 'problem') ??
      diagnosis.findings.find(({ severity }) => severity === 'warning');
    expect(
      JSON.stringify(main?.evidence ?? []).toLowerCase(),
      `${runtime.name}: evidence of ${String(main?.id)}`
    ).toContain(word.toLowerCase());
  }
}
