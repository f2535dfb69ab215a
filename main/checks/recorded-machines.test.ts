import { describe, expect, it } from 'vitest';
import type { RecordedMachine } from '../../e2e/lab/machines/define-machine';
import { machineImageSchema } from '../../shared/model/machine-image';
import { isIncomplete } from '../../shared/present/machine-text';
import { judgeMachine } from '../diagnosis/judge-machine';

const files = import.meta.glob<RecordedMachine>('../../e2e/lab/machines/pcs/*.ts', {
  eager: true,
  import: 'machine'
});
const machines = Object.entries(files).map(
  ([path, machine]) => [path.replace(/^.*\/(.*)\.ts$/, '$1'), machine] as const
);

describe('recorded machines', () => {
  it.each(machines)('%s gives exactly its findings', (_name, machine) => {
    const { image, host, role = 'both', target, findings, likelyCause, exit } = machine;
    expect(machineImageSchema.safeParse(image).error?.issues ?? []).toEqual([]);
    const diagnosis = judgeMachine(
      host
        ? { client: image, host }
        : { client: role === 'host' ? null : image, host: role === 'client' ? null : image },
      { target: target ?? null }
    );
    expect(diagnosis.findings.map(({ id, side, severity }) => `${id} ${side} ${severity}`).sort()).toEqual(
      [...findings].sort()
    );
    expect(diagnosis.likelyCause).toBe(likelyCause);
    const problem = diagnosis.findings.some(({ severity }) => severity === 'problem');
    expect(problem ? 1 : isIncomplete(diagnosis) ? 2 : 0).toBe(exit);
  });
});
