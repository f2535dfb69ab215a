import { DesktopSync20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '../../shared/text';
import { useFix } from '../stores/fix-store';
import { usePc } from '../stores/pc-store';
import { useRun } from '../stores/run-store';
import { useView, type Screen } from '../stores/view-store';
import { Running } from './running';
import './top-bar.css';

/** The name of the app, the way between the screens, and what ends by itself. A check is there once there is one. */
export function TopBar(): ReactElement {
  const hasRun = useRun((store) => store.run !== null);
  const hasPc = usePc((store) => store.run !== null);
  const hasFix = useFix((store) => store.state?.current != null);
  return (
    <header className="top-bar">
      <span className="top-bar-name">
        <DesktopSync20Regular aria-hidden="true" />
        {text('app.name')}
      </span>
      <nav className="top-bar-nav" aria-label={text('app.nav.label')}>
        <NavButton to="start" />
        {hasRun && <NavButton to="run" />}
        {hasPc && <NavButton to="pc" />}
        {hasFix && <NavButton to="fix" />}
        <NavButton to="history" keys="Control+H" />
      </nav>
      <Running />
    </header>
  );
}

function NavButton({ to, keys }: { readonly to: Screen; readonly keys?: string }): ReactElement {
  const { screen, show } = useView();
  return (
    <button
      type="button"
      className="nav-button"
      aria-keyshortcuts={keys}
      title={
        keys === undefined
          ? undefined
          : text('app.nav.keys', { name: text(`app.nav.${to}`), keys: text('app.nav.history-keys') })
      }
      aria-current={screen === to ? 'page' : undefined}
      onClick={() => show(to)}
    >
      {text(`app.nav.${to}`)}
    </button>
  );
}
