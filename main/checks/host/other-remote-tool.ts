import type { Evidence } from '../../../shared/model/diagnosis';
import type { SeenProgram } from '../../facts/other-programs';
import {
  all,
  defineMachineCheck,
  foundOnPc,
  need,
  sound,
  type MachineVerdict
} from '../define-machine-check';

/** Another remote control program may hold the screen, a port or the session; some replace the listener. */
export const check = defineMachineCheck({
  id: 'other-remote-tool',
  stage: 'client',
  about: 'host',
  run: ({ otherPrograms, otherServices }) =>
    all([
      () => verdictOn(need(otherPrograms.installed).value, 'programs'),
      () => {
        const verdict = verdictOn(otherServices.present, 'services');
        if (verdict.kind !== 'found' && otherServices.unread) need(otherServices.unread);
        return verdict;
      }
    ])
});

function verdictOn(seen: readonly SeenProgram[], section: string): MachineVerdict {
  const tools = seen.filter(({ kind }) => kind === 'remote-control');
  if (tools.length === 0)
    return sound({ path: section, value: 'none', expected: 'none', source: 'observed' });
  return foundOnPc('info', 0.5, ...tools.flatMap(shownTool));
}

const shownTool = ({ name, path, detail }: SeenProgram): Evidence[] => [
  { path, value: name, expected: 'none', source: 'observed' },
  ...(detail === ''
    ? []
    : [
        {
          path: `${path}/${path.startsWith('services/') ? 'state' : 'version'}`,
          value: detail,
          expected: null,
          source: 'observed' as const
        }
      ])
];
