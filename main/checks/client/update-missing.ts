import type { Evidence } from '../../../shared/model/diagnosis';
import { isKnown } from '../../facts/fact';
import { rdp8 } from '../../facts/rdp-client';
import { defineMachineCheck, doesNotApply, foundOnPc, need, shown, sound } from '../define-machine-check';

/** Windows 7 SP1 and Server 2008 R2 SP1. */
const windows7Sp1 = 7601;

/**
 * The updates that bring version 8.0 of the client to Windows 7, in the order in which they go in.
 * https://support.microsoft.com/help/2592687
 */
const inOrder = ['KB2574819', 'KB2592687'] as const;

/**
 * Windows 7 gets a client that today's hosts accept by two updates. The version of the file tells whether they work: the
 * list of updates lacks many that are there.
 */
export const check = defineMachineCheck({
  id: 'update-missing',
  stage: 'client',
  about: 'client',
  run: ({ os, rdpClient }) => {
    if (need(os.build).value !== windows7Sp1) return doesNotApply('not-windows-7-sp1');
    const version = need(rdpClient.version);
    if (version.value === null) return doesNotApply('no-client');
    const evidence = shown({ ...version, value: version.value }, `${rdp8} or later`);
    if (need(rdpClient.isBelow8).value !== true) return sound(evidence);
    const { updates } = rdpClient;
    const named = inOrder.map((name): Evidence => ({
      path: `updates/${name}`,
      value: isKnown(updates) ? (updates.value.has(name) ? 'installed' : 'missing') : 'unknown',
      expected: 'installed',
      source: 'observed'
    }));
    return foundOnPc('warning', 0.9, evidence, ...named);
  }
});
