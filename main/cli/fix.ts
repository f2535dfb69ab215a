import type { Plan } from '../../shared/model/change';
import { text } from '../../shared/text';
import { applyFix } from '../changes/apply';
import type { Changer } from '../changes/changer';
import { calledOn } from '../changes/called';
import { readJournal } from '../changes/journal';
import { pcOf } from '../changes/pc';
import { planFix, refusedPlan } from '../changes/plan';
import { Refused } from '../changes/refused';
import { fixes } from '../fixes';
import type { Fix, Params } from '../fixes/define-fix';
import { exit } from './exit-code';
import { changeRecording, readChangeOptions, refusal, type ChangeOptions, type Said } from './image-option';
import type { Output } from './output';
import { changeThisPc, planned, type OpenChanger } from './pc-changer';
import type { Command } from './run-command';
import { UsageError } from './usage-error';

/** `reconnect fix <fix-id>`: what a fix changes, and changing it. */
export const fixCommand = (thisPc: OpenChanger): Command => ({
  help: 'fix.help.fix',
  options: {
    'dry-run': { type: 'boolean' },
    yes: { type: 'boolean' },
    force: { type: 'boolean' },
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
    const { on } = options;
    return on === null
      ? fixThisPc(thisPc, fix, params, { ...options, force: values['force'] === true }, output)
      : fixRecording(on, fix, params, options, output);
  }
});

function fixRecording(
  on: string,
  fix: Fix,
  params: Params,
  { out, dryRun, json }: ChangeOptions,
  output: Output
): Promise<number> {
  if (fix.kind === 'action') throw new UsageError(text('fix.error.action', { id: fix.id }));
  return changeRecording(on, out, output, (desk) =>
    orRefused(fix, params, json, async () => {
      // A journal that would not take the change is told before it.
      readJournal(await desk.journal.records());
      const plan = dryRun ? planFix(pcOf(desk.image()), fix, params).plan : await applyFix(desk, fix, params);
      return planned(plan, json, 'recording', calledOn(desk.image()));
    })
  );
}

const fixThisPc = (
  thisPc: OpenChanger,
  fix: Fix,
  params: Params,
  { dryRun, json, force }: ChangeOptions & { readonly force: boolean },
  output: Output
): Promise<number> =>
  changeThisPc(thisPc, dryRun, output, (changer, watch) =>
    orRefused(fix, params, json, async () => {
      if (dryRun) return planned(await changer.plan(fix, params), json, 'this-pc');
      if (!force) await refuseUnforced(changer, fix, params);
      const plan = await changer.apply(fix, params, null, watch);
      const said = planned(plan, json, 'this-pc');
      return plan.applied || plan.alreadyRight === true
        ? said
        : { ...said, refused: text('fix.cli.changed-since'), code: exit.notChecked };
    })
  );

/**
 * What the window asks about twice is not done on this PC for one word: where work is lost, or the person's own connection may
 * be cut.
 *
 * @throws Refused
 */
async function refuseUnforced(changer: Changer, fix: Fix, params: Params): Promise<void> {
  if (fix.risk === 'destructive') {
    const { changes, refused } = await changer.plan(fix, params);
    if (changes.length > 0 && refused === undefined)
      throw new Refused('needs-force', changes[0]?.where ?? fix.id, 'work');
  }
  if (!fix.cutsConnections) return;
  const { conflicts = [] } = await changer.plan(fix, params);
  if (conflicts.includes('own-session')) throw new Refused('needs-force', fix.id, 'connection');
}

async function orRefused(fix: Fix, params: Params, json: boolean, work: () => Promise<Said>): Promise<Said> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const plan: Plan = refusedPlan(fix, params, error);
    return { said: json ? `${JSON.stringify(plan, null, 2)}\n` : '', ...refusal(error) };
  }
}

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
