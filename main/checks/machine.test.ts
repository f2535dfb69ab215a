import { describe, expect, it } from 'vitest';
import { clientFindingIds, machineFindingIds, type MachineFindingId } from '../../shared/model/finding-id';
import type { CheckResult, MachineDiagnosis } from '../../shared/model/machine-diagnosis';
import { machineImageSchema } from '../../shared/model/machine-image';
import { machineStageIds } from '../../shared/model/stage';
import { hasText } from '../../shared/text';
import type { FindingCases, MachineCase } from '../../e2e/lab/machines/define-case';
import { changedPc, releaseNames } from '../demo/machines/sound-pc';
import { judgeMachine } from '../diagnosis/judge-machine';
import { machineChecks } from './machine';

const caseFiles = import.meta.glob<FindingCases>('../../e2e/lab/machines/findings/*.ts', {
  eager: true,
  import: 'cases'
});
const cases = new Map(
  Object.entries(caseFiles).map(([path, value]) => [path.replace(/^.*\/(.*)\.ts$/, '$1'), value])
);

function judge({ image, host, role = 'both', target }: MachineCase): MachineDiagnosis {
  const ends = host
    ? { client: image, host }
    : { client: role === 'host' ? null : image, host: role === 'client' ? null : image };
  return judgeMachine(ends, { target: target ?? null });
}

const resultsOf = ({ stages }: MachineDiagnosis, id: string): CheckResult[] =>
  stages.flatMap(({ evidence }) => evidence.checks).filter((check) => check.id === id);

describe('the checks of a PC', () => {
  const must = [...cases].flatMap(([id, all]) => all.must.map((one) => [id, one.name, one] as const));
  it.each(must)('%s: %s', (id, _name, one) => {
    for (const image of [one.image, one.host ?? one.image])
      expect(machineImageSchema.safeParse(image).error?.issues ?? []).toEqual([]);
    const found = judge(one).findings.filter((finding) => finding.id === id);
    expect(found.map(({ severity, side }) => ({ severity, side }))).toContainEqual({
      severity: one.severity,
      side: one.side
    });
    for (const { evidence } of found) expect(evidence.length).toBeGreaterThan(0);
  });

  const nearly = [...cases].flatMap(([id, all]) => all.nearly.map((one) => [id, one.name, one] as const));
  it.each(nearly)('not %s: %s', (id, _name, one) => {
    const diagnosis = judge(one);
    expect(diagnosis.findings.map((finding) => finding.id)).not.toContain(id);
    if (one.outcome) expect(resultsOf(diagnosis, id).map(({ outcome }) => outcome)).toContain(one.outcome);
  });

  it.each(releaseNames)('a sound %s has nothing above info', (release) => {
    const { findings, stages } = judge({ name: release, image: changedPc(release, () => undefined) });
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(stages.filter(({ outcome }) => outcome === 'could-not-run')).toEqual([]);
  });
});

describe('the set of checks of a PC', () => {
  it('has one file for each finding, named by its id, in the room of its side', () => {
    const files = Object.keys(import.meta.glob(['./host/*.ts', './client/*.ts', './both-ends/*.ts'])).map(
      (path) => path.replace(/^.*\/(.*)\.ts$/, '$1')
    );
    expect(files.sort()).toEqual([...machineFindingIds].sort());
    expect(machineChecks.map(({ id }) => id).sort()).toEqual(files.sort());
  });

  it('has those of the client in the room of the client', () => {
    const files = Object.keys(import.meta.glob('./client/*.ts')).map((path) =>
      path.replace(/^.*\/(.*)\.ts$/, '$1')
    );
    expect(files.sort()).toEqual([...clientFindingIds].sort());
    for (const { id, about } of machineChecks) expect(about === 'client').toBe(files.includes(id));
  });

  it.each(machineFindingIds)('%s has its texts', (id) => {
    for (const part of ['title', 'meaning', 'next', 'why'])
      expect(hasText(`finding.${id}.${part}`), part).toBe(true);
  });

  it.each(machineFindingIds)('%s has a machine that must give it and one that nearly does', (id) => {
    expect(cases.get(id)?.must.length ?? 0).toBeGreaterThan(0);
    expect(cases.get(id)?.nearly.length ?? 0).toBeGreaterThan(0);
  });

  it('says could-not-run, never ok, of everything in an image that holds nothing', () => {
    const empty = machineImageSchema.parse({ schema: 'reconnect.machine/1', closed: false });
    const { stages, findings } = judgeMachine({ client: empty, host: empty });
    expect(findings).toEqual([]);
    expect(stages.map(({ id }) => id)).toEqual([...machineStageIds]);
    const fine = stages.flatMap(({ evidence }) => evidence.checks).filter(({ outcome }) => outcome === 'ok');
    expect(fine.map(({ id }) => id)).toEqual([]);
  });

  it('judges nothing of a closed image without sections', () => {
    const bare = machineImageSchema.parse({ schema: 'reconnect.machine/1', closed: true });
    const { stages } = judgeMachine({ client: bare, host: bare });
    expect(new Set(stages.map(({ outcome }) => outcome))).toEqual(new Set(['not-applicable']));
  });

  it.each(machineFindingIds satisfies readonly MachineFindingId[])('%s is in one stage', (id) => {
    expect(machineStageIds).toContain(machineChecks.find((check) => check.id === id)?.stage);
  });
});
