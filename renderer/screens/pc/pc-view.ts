import type { PcRunState } from '../../../shared/model/pc-run-state';
import { computerName, isIncomplete, namesFor } from '../../../shared/present/machine-text';
import { clean, clip, moment } from '../../../shared/present/read';
import { demoPcName } from '../../../shared/present/pc-name';
import { text } from '../../../shared/text';
import type { FindingView } from '../../parts/check/causes';
import { concludeFrom, type Conclusion } from '../../parts/check/conclusion';
import { shortSide, type Reading } from '../../parts/machine/machine-steps';

/** How far the PC of a run was read. */
export const howRead = ({ status, kind }: PcRunState): Reading => ({
  reading: status === 'running',
  stopped: status === 'cancelled',
  thisPc: kind === 'this-pc'
});

/** What a look at a PC comes to. */
export const concludePc = ({ diagnosis, status }: PcRunState): Conclusion =>
  concludeFrom({
    findings: diagnosis?.findings ?? [],
    likelyCause: diagnosis?.likelyCause ?? null,
    status,
    incomplete: diagnosis !== null && isIncomplete(diagnosis)
  });

const longestName = 120;

/** What the screen is headed with: the names that the PCs call themselves, or what was asked for. */
export function pcTitle({ diagnosis, kind, name }: PcRunState): string {
  // Its name comes with the first answers, and the heading stays as it is.
  if (kind === 'this-pc') return text('pc.screen.title.this-pc');
  const names = (diagnosis?.pcs ?? []).map(computerName);
  const [first, second] = names;
  if (names.length > 1) {
    const unnamed = text('pc.screen.title.unnamed');
    return text('pc.screen.title.two', { client: first ?? unnamed, host: second ?? unnamed });
  }
  if (first) return first;
  if (kind === 'demo' && name !== null) return demoPcName(name);
  return clip(clean(name ?? ''), longestName) || text('pc.screen.title.unnamed');
}

/** Which PC it is and where what is shown comes from, a line each. Two PCs have headings of their own. */
export function pcNotes(run: PcRunState): readonly string[] {
  const { kind, name, target } = run;
  const pcs = pcLines(run);
  return [
    // There from the start, so that nothing moves when the first answer comes.
    ...(pcs.length === 0 ? [text(`pc.screen.role.${run.role}`)] : []),
    ...(pcs.length === 1 ? pcs.map(({ facts }) => facts) : []),
    ...(kind === 'demo' && name !== null ? [text('pc.screen.demo', { name: demoPcName(name) })] : []),
    ...(kind === 'report' && name !== null
      ? [text('pc.screen.file', { name: clip(clean(name), longestName) })]
      : []),
    ...(target === null ? [] : [text('pc.screen.target', { target: clip(clean(target), longestName) })])
  ];
}

/** One PC of a run: its name, what it was looked at as, when it was seen and by what. */
export interface PcLine {
  readonly name: string;
  readonly facts: string;
}

/** The PCs of a run: one, or the client and then the host. */
export function pcLines({ diagnosis, kind }: PcRunState): readonly PcLine[] {
  return (diagnosis?.pcs ?? []).map((pc) => {
    const at = moment(pc.takenAt);
    const facts = [
      ...(kind === 'this-pc' ? [computerName(pc) ?? text('pc.screen.title.unnamed')] : []),
      text(`pc.screen.role.${pc.role}`),
      ...(at === null ? [] : [text('pc.screen.read-at', { at: clip(clean(at), longestName) })]),
      ...(pc.takenBy === null || kind === 'this-pc'
        ? []
        : [text('pc.screen.recorded-by', { by: clip(clean(pc.takenBy), longestName) })])
    ];
    return { name: computerName(pc) ?? text('pc.screen.title.unnamed'), facts: facts.join(' · ') };
  });
}

/** How the findings of a PC are shown. */
export const findingViewOf = (
  { diagnosis, kind, runId }: PcRunState,
  copy: FindingView['copy']
): FindingView => ({
  names: ({ side }) => (diagnosis ? namesFor(diagnosis, side, kind === 'this-pc') : {}),
  side: (finding) => (diagnosis ? shortSide(diagnosis, finding, kind === 'this-pc') : ''),
  why: ({ id }, sure) => {
    const stage = diagnosis?.stages.find(({ evidence }) => evidence.checks.some((check) => check.id === id));
    return stage ? text('pc.screen.why.in-stage', { stage: text(`pc.stage.${stage.id}.name`), sure }) : sure;
  },
  copy,
  source: { of: 'pc', runId, here: kind === 'this-pc' || kind === 'demo' }
});

/** Whether something could not be checked that a connection does without. */
const isPartly = ({ diagnosis }: PcRunState): boolean =>
  (diagnosis?.stages ?? []).some(({ evidence }) =>
    evidence.checks.some(({ outcome }) => outcome === 'could-not-run')
  );

/** Title and sentence for what it comes to. */
export function verdictOf(
  run: PcRunState,
  { kind }: Conclusion
): { readonly title: string; readonly sentence: string } {
  switch (kind) {
    case 'searching':
    case 'cause':
      return { title: text('pc.screen.result.searching'), sentence: text('pc.screen.result.pending') };
    case 'nothing': {
      const name = run.kind === 'this-pc' ? text('pc.name.this') : pcTitle(run);
      const two = (run.diagnosis?.pcs.length ?? 0) > 1;
      return {
        title: text('pc.screen.result.nothing-title'),
        sentence: [
          text(two ? 'pc.screen.result.nothing-two' : `pc.screen.result.nothing-${run.role}`, { name }),
          ...(isPartly(run) ? [text('pc.screen.result.partly')] : [])
        ].join(' ')
      };
    }
    default:
      return { title: text(`pc.screen.result.${kind}-title`), sentence: text(`pc.screen.result.${kind}`) };
  }
}
