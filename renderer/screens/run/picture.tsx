import {
  Desktop24Regular,
  DesktopTower24Regular,
  Dismiss12Filled,
  Globe24Regular,
  type FluentIcon
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { RunState } from '../../../shared/model/run-state';
import { text } from '../../../shared/text';
import { StateMark } from '../../parts/state-mark';
import { useStart } from '../../stores/start-store';
import { duration } from '../../../shared/present/read';
import { namesOnPath } from '../../../shared/present/diagnosis-text';
import { findingTitle } from '../../../shared/present/finding-text';
import { pictureOf, type Picture, type PictureNode } from './picture-state';
import './picture.css';

/** This PC, the network, the other PC, and the line on which the connection breaks. Its sentence says the same in words. */
export function PathPicture({ run }: { readonly run: RunState }): ReactElement {
  const computer = useStart((store) => store.info?.computer ?? '');
  const picture = pictureOf(run);
  const { host } = run.diagnosis.target;
  return (
    <section className="card picture" aria-label={text('app.run.picture.label')}>
      <p className="for-reader">{sentence(picture, run)}</p>
      <div className="picture-row" aria-hidden="true">
        <Place
          icon={Desktop24Regular}
          name={text('app.run.picture.this-pc')}
          detail={computer}
          node={picture.client}
        />
        <Line state={lineState(picture, 'first')} />
        <Place
          icon={Globe24Regular}
          name={text('app.run.picture.network')}
          detail={null}
          node={picture.network}
          latencyMs={picture.latencyMs}
        />
        <Line state={lineState(picture, 'second')} />
        <Place icon={DesktopTower24Regular} name={host} detail={null} node={picture.host} />
      </div>
    </section>
  );
}

interface PlaceProps {
  readonly icon: FluentIcon;
  readonly name: string;
  readonly detail: string | null;
  readonly node: PictureNode;
  readonly latencyMs?: number | null;
}

function Place({ icon: Icon, name, detail, node, latencyMs = null }: PlaceProps): ReactElement {
  const word = text(`app.run.picture.${node.word}`);
  return (
    <div className={`place place-${node.mark}`}>
      <span className="place-icon">
        <Icon />
      </span>
      <span className="place-name" title={name}>
        {name}
      </span>
      <span className="place-state small">
        <StateMark mark={node.mark} />
        {node.word === 'reached' && latencyMs !== null ? `${word}, ${duration(latencyMs)}` : word}
      </span>
      {detail && (
        <span className="place-detail small muted" title={detail}>
          {detail}
        </span>
      )}
    </div>
  );
}

type LineState = 'broken' | 'open' | 'unknown';

function Line({ state }: { readonly state: LineState }): ReactElement {
  return (
    <div className={`line line-${state}`}>
      {state === 'broken' && (
        <span className="line-break">
          <Dismiss12Filled />
        </span>
      )}
    </div>
  );
}

function lineState(picture: Picture, which: 'first' | 'second'): LineState {
  if (picture.brokenLine === which) return 'broken';
  const end = which === 'first' ? picture.network : picture.host;
  // A break on the second line means that the first one carried something.
  if (which === 'first' && picture.brokenLine === 'second') return 'open';
  return end.word === 'reached' || end.word === 'answers' || end.word === 'attention' ? 'open' : 'unknown';
}

function sentence(picture: Picture, run: RunState): string {
  const { host } = run.diagnosis.target;
  if (picture.sentence !== 'broken') return text(`app.run.picture.sentence-${picture.sentence}`, { host });
  const cause = run.diagnosis.findings.find((finding) => finding.id === run.diagnosis.likelyCause);
  return text('app.run.picture.sentence-broken', {
    host,
    side: text(`app.side.${picture.brokenSide ?? 'network'}`),
    cause: cause ? findingTitle(cause, namesOnPath(run.diagnosis, cause)) : ''
  });
}
