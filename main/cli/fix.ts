import { planText } from '../../shared/present/change-text';
import type { Plan } from '../../shared/model/change';
import { text } from '../../shared/text';
import { applyFix } from '../changes/apply';
import { readJournal } from '../changes/journal';
import { pcOf } from '../changes/pc';
import { planFix, refusedPlan } from '../changes/plan';
import { Refused } from '../changes/refused';
import { fixes } from '../fixes';
import type { Fix, Params } from '../fixes/define-fix';
import { exit } from './exit-code';
import { changeRecording, readChangeOptions, refusal } from './image-option';
import type { Command } from './run-command';
import { UsageError } from './usage-error';

/** `reconnect fix <fix-id>`: what a fix changes, and changing it. */
export const fix: Command = {
  help: 'fix.help.fix',
  options: {
    'dry-run': { type: 'boolean' },
    yes: { type: 'boolean' },
    on: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean' }
  },
  lists: ['param'],
  run: (words, values, output, _signal, lists) => {
    const [id, second] = words;
    if (id === undefined || id === '') throw new UsageError(text('fix.error.no-fix'));
    if (second !== undefined) throw new UsageError(text('fix.error.one-fix', { word: second }));
    const fix = fixes.get(id);
    if (!fix) throw new UsageError(text('fix.error.unknown-fix', { id }));
    const params = readParams(fix, lists?.['param'] ?? []);
    const options = readChangeOptions(values);
    if (fix.kind === 'action') throw new UsageError(text('fix.error.action', { id }));
    const said = (plan: Plan): string =>
      options.json ? `${JSON.stringify(plan, null, 2)}\n` : `${planText(plan)}\n`;
    return changeRecording(options, output, async (desk) => {
      try {
        // A journal that would not take the change is told before it.
        readJournal(await desk.journal.records());
        const plan = options.dryRun
          ? planFix(pcOf(desk.image()), fix, params).plan
          : await applyFix(desk, fix, params);
        return { said: said(plan), code: exit.ok };
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return { said: options.json ? said(refusedPlan(fix, params, error)) : '', ...refusal(error) };
      }
    });
  }
};

/** @throws UsageError */
function readParams(fix: Fix, given: readonly string[]): Params {
  const params: Record<string, string> = {};
  for (const word of given) {
    const [, name, value] = /^([a-z]+)=(.*)$/s.exec(word) ?? [];
    if (name === undefined || value === undefined) throw new UsageError(text('fix.error.param', { word }));
    if (Object.hasOwn(params, name)) throw new UsageError(text('fix.error.param-twice', { name }));
    params[name] = value;
  }
  const read = fix.params.safeParse(params);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const { id } = fix;
  if (issue?.code === 'unrecognized_keys')
    throw new UsageError(text('fix.error.param-unknown', { id, name: issue.keys.join(', ') }));
  const name = String(issue?.path[0] ?? '');
  throw new UsageError(
    Object.hasOwn(params, name)
      ? text('fix.error.param-value', { id, name, value: (params[name] ?? '').slice(0, 100) })
      : text('fix.error.param-missing', { id, name })
  );
}
