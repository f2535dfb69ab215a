import { Button } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { Finding } from '../../../shared/model/diagnosis';
import { findingText, findingTitle, sureness, type Names } from '../../../shared/present/finding-text';
import { text } from '../../../shared/text';
import type { FixSource } from '../../stores/fix-store';
import { Disclosure } from '../disclosure';
import { EvidenceList } from '../evidence';
import { Offers } from '../fix/offers';
import { SideChip } from '../side-chip';
import { StateMark, type Mark } from '../state-mark';

/** What the findings of a check are shown with. */
export interface FindingView {
  readonly names: (finding: Finding) => Names;
  /** Which side it is on, in the words of the check. */
  readonly side: (finding: Finding) => string;
  /** Where it was seen, and how sure that makes it. */
  readonly why: (finding: Finding, sure: string) => string;
  readonly copy: (finding: Finding) => void;
  /** The check that it is, for what its findings offer. */
  readonly source: FixSource;
}

interface Props {
  readonly finding: Finding;
  readonly view: FindingView;
}

/** The heading stands under the finding's own heading, or under the section's where the finding has none. */
interface BodyProps extends Props {
  readonly heading: 'h3' | 'h4';
}

/** The shape of a finding. */
export const severityMarks: Readonly<Record<Finding['severity'], Mark>> = {
  problem: 'problem',
  warning: 'warning',
  info: 'info'
};

/** The cause that explains the most, opened out. */
export function LikelyCause({ finding, view }: Props): ReactElement {
  return (
    <article data-finding={finding.id} className="cause">
      <div className="cause-head">
        <StateMark mark={severityMarks[finding.severity]} />
        <h3 className="cause-title">{findingTitle(finding, view.names(finding))}</h3>
        <SideChip name={view.side(finding)} />
      </div>
      <FindingBody finding={finding} view={view} heading="h4" />
    </article>
  );
}

/** Everything else that was found, most important first, each closed until it is asked for. */
export function AlsoFound({
  findings,
  view
}: {
  readonly findings: readonly Finding[];
  readonly view: FindingView;
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
                  <StateMark mark={severityMarks[finding.severity]} />
                  <span className="also-title">
                    <span className="for-reader">{text(`app.run.cause.severity.${finding.severity}`)}: </span>
                    {findingTitle(finding, view.names(finding))}
                  </span>
                  <SideChip name={view.side(finding)} />
                </span>
              }
            >
              <FindingBody finding={finding} view={view} heading="h3" />
            </Disclosure>
          </li>
        ))}
      </ul>
    </section>
  );
}

function FindingBody({ finding, view, heading: Heading }: BodyProps): ReactElement {
  const names = view.names(finding);
  const meaning = findingText(finding, 'meaning', names);
  const next = findingText(finding, 'next', names);
  return (
    <div className="cause-body">
      {meaning && <p>{meaning}</p>}
      {next && (
        <>
          <Heading>{text('app.run.cause.next')}</Heading>
          <p>{next}</p>
        </>
      )}
      <Offers finding={finding} source={view.source} first={Heading === 'h4'} heading={Heading} />
      <Heading>{text('app.run.cause.why')}</Heading>
      <p>{view.why(finding, text(`app.run.cause.${sureness(finding.confidence)}`))}</p>
      {finding.evidence.length > 0 && (
        <div className="seen">
          <EvidenceList evidence={finding.evidence} label={text('app.run.cause.seen')} shownAtOnce={2} />
        </div>
      )}
      <Button size="small" appearance="subtle" icon={<Copy16Regular />} onClick={() => view.copy(finding)}>
        {text('app.run.cause.copy')}
      </Button>
    </div>
  );
}
