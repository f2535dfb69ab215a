import { Button } from '@fluentui/react-components';
import { DesktopPulse24Regular, DocumentSearch24Regular, type FluentIcon } from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import type { Role } from '../../../shared/model/machine-diagnosis';
import { text } from '../../../shared/text';
import { StateMark } from '../../parts/state-mark';
import { lookAt } from '../../stores/pc-store';
import { accept, reject, useStart } from '../../stores/start-store';
import { OpenReport } from './open-report';
import { OtherPc } from './other-pc';
import { WhichEnd } from './which-end';

/** The ways in that need no other PC: this one from the inside, or what was recorded of one. */
export function Ways(): ReactElement {
  const runsWindows = useStart((store) => store.info?.platform === 'win32');
  const rejected = useStart((store) => store.rejected);
  const known = useStart((store) => store.info !== null);
  return (
    <section className="ways" aria-label={text('app.start.ways.label')}>
      <Way id="this-pc" icon={DesktopPulse24Regular}>
        {known && !runsWindows && <p>{text('app.start.ways.this-pc.not-windows')}</p>}
        {runsWindows && <CheckThisPc />}
        {rejected?.at === 'this-pc' && <Refusal sentence={rejected.sentence} />}
        {known && <OtherPc runsWindows={runsWindows} />}
      </Way>
      <Way id="report" icon={DocumentSearch24Regular}>
        <div className="way-buttons">
          <OpenReport />
        </div>
        <WhichEnd />
        {rejected?.at === 'report' && <Refusal sentence={rejected.sentence} />}
      </Way>
    </section>
  );
}

function Way({
  id,
  icon: Icon,
  children
}: {
  readonly id: 'this-pc' | 'report';
  readonly icon: FluentIcon;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <div className={`card way way-${id}`}>
      <div className="way-head">
        <Icon aria-hidden="true" />
        <div>
          <h2>{text(`app.start.ways.${id}.title`)}</h2>
          <p className="muted small">{text(`app.start.ways.${id}.line`)}</p>
        </div>
      </div>
      {children}
    </div>
  );
}

const roles: readonly Role[] = ['host', 'client', 'both'];

function CheckThisPc(): ReactElement {
  return (
    <div className="way-buttons">
      {roles.map((role) => (
        <Button
          key={role}
          appearance={role === 'host' ? 'secondary' : 'subtle'}
          onClick={() => void checkThisPc(role)}
        >
          {text(`app.start.ways.this-pc.as-${role}`)}
        </Button>
      ))}
    </div>
  );
}

async function checkThisPc(role: Role): Promise<void> {
  const sentence = await lookAt({ kind: 'this-pc' }, role);
  if (sentence === null) accept();
  else reject('this-pc', sentence);
}

function Refusal({ sentence }: { readonly sentence: string }): ReactElement {
  return (
    <p className="refusal" role="alert">
      <StateMark mark="problem" />
      <span>{sentence}</span>
    </p>
  );
}
