import { DesktopSync20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '../../shared/text';
import { usePc } from '../stores/pc-store';
import { useRun } from '../stores/run-store';
import { useView, type Screen } from '../stores/view-store';
import './top-bar.css';

/** The name of the app, and the way between the screens once there is more than one to go to. */
export function TopBar(): ReactElement {
  const hasRun = useRun((store) => store.run !== null);
  const hasPc = usePc((store) => store.run !== null);
  return (
    <header className="top-bar">
      <span className="top-bar-name">
        <DesktopSync20Regular aria-hidden="true" />
        {text('app.name')}
      </span>
      {(hasRun || hasPc) && (
        <nav className="top-bar-nav" aria-label={text('app.nav.label')}>
          <NavButton to="start" />
          {hasRun && <NavButton to="run" />}
          {hasPc && <NavButton to="pc" />}
        </nav>
      )}
    </header>
  );
}

function NavButton({ to }: { readonly to: Screen }): ReactElement {
  const { screen, show } = useView();
  return (
    <button
      type="button"
      className="nav-button"
      aria-current={screen === to ? 'page' : undefined}
      onClick={() => show(to)}
    >
      {text(`app.nav.${to}`)}
    </button>
  );
}
