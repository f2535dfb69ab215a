import type { Evidence } from '../../shared/model/diagnosis';
import type { Fact, Known } from '../facts/fact';
import type { RdpFile, RdpLine } from '../facts/rdp-files';
import { all, need, shownAs, sound, type MachineVerdict } from './define-machine-check';

/** An .rdp file that was read. */
export interface ReadRdpFile {
  readonly path: string;
  readonly lines: Known<ReadonlyMap<string, RdpLine>>;
}

/** One verdict from all .rdp files; none is well. */
export function eachRdpFile(
  files: Fact<readonly RdpFile[]>,
  judge: (file: ReadRdpFile) => MachineVerdict
): MachineVerdict {
  const list = need(files);
  if (list.value.length === 0) return sound(shownAs(list, 0, 0));
  return all(
    list.value.map(
      ({ path, lines }) =>
        () =>
          judge({ path, lines: need(lines) })
    )
  );
}

/** A line as evidence, its number as one. */
export const shownLine = ({ path, value }: RdpLine, expected: Evidence['expected']): Evidence => ({
  path,
  value: /^\d{1,9}$/.test(value) ? Number(value) : value,
  expected,
  source: 'local'
});
