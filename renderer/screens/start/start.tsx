import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useMemo, type ReactElement } from 'react';
import { text } from '../../../shared/text';
import { Attention } from '../../parts/history/attention';
import { useStart } from '../../stores/start-store';
import { DemoScenarios } from './demo';
import { ExplainedCode } from './explained-code';
import { Failures } from './failures';
import { Recent } from './recent';
import { TargetForm } from './target-form';
import { understand } from './understand';
import { Ways } from './ways';
import './start.css';

/** The first screen: one field for everything a person may have at hand. */
export function StartScreen(): ReactElement {
  const { typed, file, info } = useStart();
  const understood = useMemo(() => (file ? null : understand(typed)), [typed, file]);
  return (
    <div className="start">
      {info?.demo != null && (
        <MessageBar intent="info" layout="multiline" className="start-banner">
          <MessageBarBody>{text('app.start.demo.banner')}</MessageBarBody>
        </MessageBar>
      )}
      <Attention />
      <div className="start-head">
        <h1>{text('app.start.title')}</h1>
        <p className="muted">{text('app.start.intro')}</p>
      </div>
      <TargetForm understood={understood} />
      {understood?.kind === 'code' && <ExplainedCode explanation={understood.explanation} input={typed} />}
      <Failures />
      <Recent />
      {info?.demo != null && <DemoScenarios asCard />}
      <Ways />
      {info?.demo === null && <DemoScenarios asCard={false} />}
      <p className="muted small">{text('app.start.privacy')}</p>
    </div>
  );
}
