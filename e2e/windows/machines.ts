import { demoPcs } from '../../main/demo/demo-pc';
import { changedPc, releaseNames } from '../../main/demo/machines/sound-pc';
import type { MachineImage } from '../../shared/model/machine-image';
import type { FindingCases } from '../lab/machines/define-case';
import type { RecordedMachine as WholeMachine } from '../lab/machines/define-machine';

/** One recorded PC. */
export interface RecordedMachine {
  readonly name: string;
  readonly image: MachineImage;
  /** Whom it wants to reach. */
  readonly target: string | null;
}

const findings = import.meta.glob<FindingCases>('../lab/machines/findings/*.ts', {
  eager: true,
  import: 'cases'
});

const pcs = import.meta.glob<WholeMachine>('../lab/machines/pcs/*.ts', { eager: true, import: 'machine' });

/** What stands between the last slash and the ending. */
const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1, -'.ts'.length);

/** Every recorded PC of the demo and of the lab; of a case with two PCs, each of them. */
const machines: readonly RecordedMachine[] = [
  ...demoPcs.map(({ id, image, target }) => ({ name: `demo ${id}`, image, target })),
  ...releaseNames.map((name) => ({
    name: `sound ${name}`,
    image: changedPc(name, () => undefined),
    target: null
  })),
  ...Object.entries(pcs).flatMap(([file, { image, host, target = null }]) => [
    { name: nameOf(file), image, target },
    ...(host === undefined ? [] : [{ name: `${nameOf(file)} (host)`, image: host, target: null }])
  ]),
  ...Object.entries(findings).flatMap(([file, { must, nearly }]) => {
    const id = nameOf(file);
    return [...must, ...nearly].flatMap(({ name, image, host, target = null }) => [
      { name: `${id}: ${name}`, image, target },
      ...(host === undefined ? [] : [{ name: `${id}: ${name} (host)`, image: host, target: null }])
    ]);
  })
];

/** Machines that are one and the same as far as they can be put into the Windows of the lane. */
export interface MachineGroup {
  /** The name of the first of them. */
  readonly name: string;
  readonly image: MachineImage;
  readonly machines: readonly RecordedMachine[];
}

/** All recorded PCs. Most differ only in what a recording has to answer there, and need not be put there again. */
export const machineGroups: readonly MachineGroup[] = [
  ...machines
    .reduce((groups, machine) => {
      const { registry, services, certificates, credentials, closed } = machine.image;
      const there = JSON.stringify({ registry, services, certificates, credentials, closed });
      return groups.set(there, [...(groups.get(there) ?? []), machine]);
    }, new Map<string, RecordedMachine[]>())
    .values()
].flatMap((group) => {
  const [first] = group;
  return first === undefined ? [] : [{ name: first.name, image: first.image, machines: group }];
});
