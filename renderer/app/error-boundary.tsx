import { Component, type ReactNode } from 'react';
import { text } from '../../shared/text';

interface State {
  readonly error: Error | null;
}

/** The last resort: a plain page that says what happened. It uses no Fluent part, since one may be what failed. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <main className="crash" role="alert">
        <h1>{text('app.crash.title')}</h1>
        <p>{text('app.crash.what')}</p>
        <h2>{text('app.crash.detail')}</h2>
        <pre tabIndex={0} aria-label={text('app.crash.detail')}>
          {error.message}
        </pre>
        <button type="button" onClick={() => window.location.reload()}>
          {text('app.crash.reload')}
        </button>
      </main>
    );
  }
}
