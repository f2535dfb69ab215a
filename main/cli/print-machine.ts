import type { MachineDiagnosis } from '../../shared/model/machine-diagnosis';
import { isIncomplete, machineText } from '../../shared/present/machine-text';
import { exit } from './exit-code';
import type { Output } from './output';

/** Prints what a PC shows, and gives the exit status that it stands for. */
export async function printMachine(
  diagnosis: MachineDiagnosis,
  thisPc: boolean,
  json: boolean,
  output: Output
): Promise<number> {
  await output.out(
    json ? `${JSON.stringify(diagnosis, null, 2)}\n` : `${machineText(diagnosis, thisPc, output.colour)}\n`
  );
  if (diagnosis.findings.some(({ severity }) => severity === 'problem')) return exit.problem;
  return isIncomplete(diagnosis) ? exit.notChecked : exit.ok;
}
