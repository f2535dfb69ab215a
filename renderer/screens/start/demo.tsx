import type { ReactElement } from 'react';
import { text } from '../../../shared/text';
import { Disclosure } from '../../parts/disclosure';
import { startRun } from '../../stores/run-store';
import { accept, reject, useStart } from '../../stores/start-store';
import { DemoPcs } from './demo-pcs';
import { scenarioName } from './scenario-name';

/** The practice scenarios: open at once in a demo, behind a quiet link otherwise. */
export function DemoScenarios({ asCard }: { readonly asCard: boolean }): ReactElement {
  if (!asCard) {
    return (
      <Disclosure className="demo-link" summary={text('app.start.demo.link')}>
        <div className="card demo">
          <p className="muted">{text('app.start.demo.intro')}</p>
          <Scenarios />
          <Machines heading="h2" />
        </div>
      </Disclosure>
    );
  }
  return (
    <section className="demo" aria-labelledby="demo-title">
      <h2 id="demo-title">{text('app.start.demo.title')}</h2>
      <p className="muted">{text('app.start.demo.intro')}</p>
      <Scenarios />
      <Machines heading="h3" />
    </section>
  );
}

function Machines({ heading: Heading }: { readonly heading: 'h2' | 'h3' }): ReactElement {
  return (
    <div className="demo-pcs">
      <Heading>{text('app.start.demo.machines')}</Heading>
      <p className="muted">{text('app.start.demo.machines-intro')}</p>
      <DemoPcs />
    </div>
  );
}

function Scenarios(): ReactElement {
  const scenarios = useStart((store) => store.info?.scenarios ?? []);
  if (scenarios.length === 0) return <p>{text('app.start.demo.none')}</p>;
  return (
    <ul className="scenarios">
      {scenarios.map(({ id, replayed }) => (
        <li key={id}>
          <button type="button" className="scenario" onClick={() => void start(id)}>
            <span>{scenarioName(id)}</span>
            {replayed && (
              <span className="scenario-replayed small" title={text('app.start.demo.replayed-hint')}>
                {text('app.start.demo.replayed')}
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}

async function start(scenario: string): Promise<void> {
  const sentence = await startRun({ kind: 'demo', scenario });
  if (sentence === null) accept();
  else reject('field', sentence);
}
