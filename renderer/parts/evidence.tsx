import { Button } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { Evidence } from '../../shared/model/diagnosis';
import { plain } from '../../shared/present/finding-text';
import { clip } from '../../shared/present/read';
import { valueWord } from '../../shared/present/value-word';
import { text } from '../../shared/text';
import { notify } from '../stores/notice-store';
import { copyText } from './copy-text';
import { Disclosure } from './disclosure';
import './evidence.css';

/** What is drawn of one value or path; a report may hold a megabyte in one place. */
const longestShown = 500;

interface Props {
  readonly evidence: readonly Evidence[];
  readonly label: string;
  /** So much is open from the start; the rest is one press away. */
  readonly shownAtOnce: number;
}

/** What was seen, what a sound PC would show, where the value comes from, and the place where it stands. */
export function EvidenceList({ evidence, label, shownAtOnce }: Props): ReactElement {
  const more = evidence.slice(shownAtOnce);
  return (
    <>
      <Items evidence={evidence.slice(0, shownAtOnce)} label={label} />
      {more.length > 0 && (
        <Disclosure className="seen-more" summary={text('app.run.cause.more', { count: more.length })}>
          <Items evidence={more} label={label} />
        </Disclosure>
      )}
    </>
  );
}

function Items({ evidence, label }: Pick<Props, 'evidence' | 'label'>): ReactElement {
  return (
    <dl className="facts" aria-label={label}>
      {evidence.map((item, index) => (
        <Item key={index} item={item} />
      ))}
    </dl>
  );
}

function Item({ item }: { readonly item: Evidence }): ReactElement {
  const path = clip(plain(item.path), longestShown);
  const copy = (): void =>
    notify(text(copyText(item.path) ? 'pc.screen.check.copied-path' : 'app.notice.copy-refused'));
  return (
    <div className="fact">
      <dt className="fact-path">
        <code className="mono small muted">{path}</code>
        <Button
          appearance="subtle"
          size="small"
          icon={<Copy16Regular />}
          aria-label={text('pc.screen.check.copy-path', { path })}
          onClick={copy}
        />
      </dt>
      <dd>
        <span className="small muted">{text('pc.screen.check.found')} </span>
        <Value item={item} value={item.value} />
      </dd>
      {item.expected !== null && (
        <dd>
          <span className="small muted">{text('pc.screen.check.expected')} </span>
          <Value item={item} value={item.expected} />
        </dd>
      )}
      <dd className="small muted">{text(`pc.source.${item.source}`)}</dd>
    </div>
  );
}

function Value({
  item,
  value
}: {
  readonly item: Evidence;
  readonly value: Evidence['value'];
}): ReactElement {
  if (value === null || (Array.isArray(value) && value.length === 0))
    return <span className="small">{text('pc.screen.check.nothing')}</span>;
  const word = valueWord(item.path, value);
  return (
    <>
      <code className="mono small">{clip(plain(value), longestShown)}</code>
      {word !== null && <span className="small"> ({word})</span>}
    </>
  );
}
