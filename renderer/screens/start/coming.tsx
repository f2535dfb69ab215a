import { DesktopPulse24Regular, DocumentSearch24Regular, type FluentIcon } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '../../../shared/text';
import { Disclosure } from '../../parts/disclosure';
import { useStart } from '../../stores/start-store';

/** The two entries that a later version brings. They open, say so, and say what helps until then. */
export function Coming(): ReactElement {
  return (
    <section className="coming" aria-label={text('app.start.coming.label')}>
      <Entry id="this-pc" icon={DesktopPulse24Regular} />
      <Entry id="report" icon={DocumentSearch24Regular} />
    </section>
  );
}

function Entry({
  id,
  icon: Icon
}: {
  readonly id: 'this-pc' | 'report';
  readonly icon: FluentIcon;
}): ReactElement {
  const computer = useStart((store) => store.info?.computer ?? '');
  return (
    <Disclosure
      className="card coming-entry"
      summary={
        <span className="coming-summary">
          <Icon aria-hidden="true" />
          <span>
            <span className="coming-title">{text(`app.start.coming.${id}.title`)}</span>
            <span className="coming-line muted small">{text(`app.start.coming.${id}.line`)}</span>
          </span>
        </span>
      }
    >
      <p>{text(`app.start.coming.${id}.body`)}</p>
      <p>{text(`app.start.coming.${id}.now`, { computer })}</p>
    </Disclosure>
  );
}
