import { Button } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { Finding } from '../../../shared/model/diagnosis';
import { text } from '../../../shared/text';
import { Disclosure } from '../../parts/disclosure';
import { SideChip } from '../../parts/side-chip';
import { StateMark, type Mark } from '../../parts/state-mark';
import { copyRun } from '../../stores/run-store';
import {
  findingText,
  findingTitle,
  plain,
  stepOfFinding,
  sureness
} from '../../../shared/present/finding-text';
import { allStages } from './steps';

type Target = { readonly host: string; readonly port: number };
interface Props {
  readonly finding: Finding;
  readonly target: Target;
}

/** The heading stands under the finding's own heading, or under the section's where the finding has none. */
interface BodyProps extends Props {
  readonly heading: 'h3' | 'h4';
}

const marks: Readonly<Record<Finding['severity'], Mark>> = {
  problem: 'problem',
  warning: 'warning',
  info: 'info'
};

/** The cause that explains the most, opened out. */
export function LikelyCause({ finding, target }: Props): ReactElement {
  return (
    <article data-finding={finding.id} className="cause">
      <div className="cause-head">
        <StateMark mark={marks[finding.severity]} />
        <h3 className="cause-title">{findingTitle(finding, target)}</h3>
        <SideChip side={finding.side} />
      </div>
      <FindingBody finding={finding} target={target} heading="h4" />
    </article>
  );
}

/** Everything else that was found, most important first, each closed until it is asked for. */
export function AlsoFound({
  findings,
  target
}: {
  readonly findings: readonly Finding[];
  readonly target: Target;
}): ReactElement | null {
  if (findings.length === 0) return null;
  return (
    <section className="card" aria-labelledby="also-title">
      <h2 id="also-title" className="result-label">
        {text('app.run.cause.also')}
      </h2>
      <ul className="also">
        {findings.map((finding) => (
          <li key={`${finding.id} ${finding.side}`} data-finding={finding.id}>
            <Disclosure
              summary={
                <span className="also-summary">
                  <StateMark mark={marks[finding.severity]} />
                  <span className="also-title">
                    <span className="for-reader">{text(`app.run.cause.severity.${finding.severity}`)}: </span>
                    {findingTitle(finding, target)}
                  </span>
                  <SideChip side={finding.side} />
                </span>
              }
            >
              <FindingBody finding={finding} target={target} heading="h3" />
            </Disclosure>
          </li>
        ))}
      </ul>
    </section>
  );
}

function FindingBody({ finding, target, heading: Heading }: BodyProps): ReactElement {
  const meaning = findingText(finding, 'meaning', target);
  const next = findingText(finding, 'next', target);
  return (
    <div className="cause-body">
      {meaning && <p>{meaning}</p>}
      {next && (
        <>
          <Heading>{text('app.run.cause.next')}</Heading>
          <p>{next}</p>
        </>
      )}
      <Heading>{text('app.run.cause.why')}</Heading>
      <p>{whyBelieved(finding)}</p>
      {finding.evidence.length > 0 && <Seen finding={finding} />}
      <Button
        size="small"
        appearance="subtle"
        icon={<Copy16Regular />}
        onClick={() => void copyRun({ finding: finding.id })}
      >
        {text('app.run.cause.copy')}
      </Button>
    </div>
  );
}

function whyBelieved(finding: Finding): string {
  const sure = text(`app.run.cause.${sureness(finding.confidence)}`);
  const seenIn = stepOfFinding(finding);
  const stage = allStages.find((id) => id === seenIn);
  if (!stage) return sure;
  return text('app.run.cause.in-step-sure', { step: text(`app.run.step.${stage}.name`), sure });
}

/** So much evidence is open from the start; the rest is one press away. */
const shownAtOnce = 2;

function Seen({ finding }: { readonly finding: Finding }): ReactElement {
  const more = finding.evidence.slice(shownAtOnce);
  return (
    <div className="seen">
      <EvidenceList evidence={finding.evidence.slice(0, shownAtOnce)} />
      {more.length > 0 && (
        <Disclosure className="seen-more" summary={text('app.run.cause.more', { count: more.length })}>
          <EvidenceList evidence={more} />
        </Disclosure>
      )}
    </div>
  );
}

function EvidenceList({ evidence: all }: { readonly evidence: Finding['evidence'] }): ReactElement {
  return (
    <dl aria-label={text('app.run.cause.seen')}>
      {all.map((evidence, index) => (
        <div key={index}>
          <dt className="mono small muted">{evidence.path}</dt>
          <dd>
            <code className="mono small">{plain(evidence.value)}</code>
            {evidence.expected !== null && (
              <span className="small muted">
                {' '}
                {text('app.run.steps.expected')}: {plain(evidence.expected)}
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
