import type { Side } from '../../../shared/model/diagnosis';
import type { RunState } from '../../../shared/model/run-state';
import type { Mark } from '../../parts/state-mark';
import { isIncomplete } from '../../../shared/present/machine-text';
import { latencyOf } from '../../../shared/present/stages/connect';
import { stepsOf, type Step } from './steps';

export type NodeWord =
  | 'ready'
  | 'waiting'
  | 'trying'
  | 'reached'
  | 'answers'
  | 'broken'
  | 'attention'
  | 'not-reached'
  | 'not-known';

export interface PictureNode {
  readonly mark: Mark;
  readonly word: NodeWord;
}

/** How far the connection gets: three places, and the line on which it breaks. */
export interface Picture {
  readonly client: PictureNode;
  readonly network: PictureNode;
  readonly host: PictureNode;
  /** The line from this PC into the network, or the one from there to the other PC; null where it does not break. */
  readonly brokenLine: 'first' | 'second' | null;
  readonly brokenSide: Side | null;
  /** Round trip to the other PC, milliseconds. */
  readonly latencyMs: number | null;
  readonly sentence: 'ok' | 'running' | 'broken' | 'unknown' | 'stopped';
}

/** Draws the state of a run as a way from this PC to the other one. */
export function pictureOf(run: RunState): Picture {
  const steps = new Map(stepsOf(run).map((step) => [step.id, step]));
  const path = [steps.get('resolve'), steps.get('connect')].filter(isStep);
  const answer = [steps.get('negotiate'), steps.get('tls'), steps.get('credssp')].filter(isStep);
  const cause = run.diagnosis.findings.find((finding) => finding.id === run.diagnosis.likelyCause) ?? null;
  const side = cause?.side ?? null;
  const warned = (which: Side): boolean =>
    run.diagnosis.findings.some((finding) => finding.side === which && finding.severity === 'warning');

  const client: PictureNode =
    side === 'client'
      ? broken
      : warned('client')
        ? attention
        : { mark: isSeen(run) ? 'ok' : 'plain', word: 'ready' };
  const network = side === 'network' ? broken : networkNode(path, side, warned('network'));
  const host =
    side === 'host' || side === 'user'
      ? broken
      : hostNode(path, answer, side, warned('host') || warned('user'));

  return {
    client,
    network,
    host,
    brokenLine:
      cause === null ? null : cause.id === 'name-not-found' || side === 'client' ? 'first' : 'second',
    brokenSide: side,
    latencyMs: latencyOf(steps.get('connect')?.result?.evidence ?? {}),
    sentence: sentenceOf(run, cause !== null, host)
  };
}

/** Whether this PC was looked at, and nothing of it is unknown that matters to one that connects. */
const isSeen = ({ thisPc }: RunState): boolean =>
  thisPc !== null && !thisPc.reading && thisPc.diagnosis !== null && !isIncomplete(thisPc.diagnosis);

const broken: PictureNode = { mark: 'problem', word: 'broken' };
const attention: PictureNode = { mark: 'warning', word: 'attention' };
const isStep = (step: Step | undefined): step is Step => step !== undefined;

function networkNode(path: readonly Step[], side: Side | null, warned: boolean): PictureNode {
  if (path.some((step) => step.mark === 'problem')) {
    // A refusal that the other PC is to blame for came back over the network, so the network carried it.
    return side === 'host' || side === 'user'
      ? { mark: 'ok', word: 'reached' }
      : { mark: 'could-not-run', word: 'not-known' };
  }
  return placeOf(path, 'reached', warned);
}

function placeOf(steps: readonly Step[], done: NodeWord, warned: boolean): PictureNode {
  if (steps.some((step) => step.mark === 'running')) return { mark: 'running', word: 'trying' };
  if (steps.some((step) => step.mark === 'could-not-run'))
    return { mark: 'could-not-run', word: 'not-known' };
  if (steps.some((step) => step.word === 'waiting')) return { mark: 'waiting', word: 'waiting' };
  if (steps.some((step) => step.word === 'not-run')) return { mark: 'not-applicable', word: 'not-known' };
  if (warned) return attention;
  return { mark: 'ok', word: done };
}

function hostNode(
  path: readonly Step[],
  answer: readonly Step[],
  side: Side | null,
  warned: boolean
): PictureNode {
  if (path.some((step) => step.mark === 'running' || step.word === 'waiting'))
    return { mark: 'waiting', word: 'waiting' };
  if (path.some((step) => step.mark === 'problem')) return { mark: 'not-applicable', word: 'not-reached' };
  if (side === 'client') return { mark: 'not-applicable', word: 'not-known' };
  return placeOf(answer, 'answers', warned);
}

function sentenceOf(run: RunState, hasCause: boolean, host: PictureNode): Picture['sentence'] {
  if (hasCause) return 'broken';
  if (run.status === 'running' && !run.watching) return 'running';
  if (run.status === 'cancelled') return 'stopped';
  return host.word === 'answers' || host.word === 'attention' ? 'ok' : 'unknown';
}
