import type { ReactElement } from 'react';
import { text } from '../../../shared/text';
import { StateMark, type Mark } from '../state-mark';

/** Something that nobody looked at, and why. */
export interface NotCheckedRow {
  readonly id: string;
  readonly mark: Mark;
  readonly name: string;
  readonly why: string;
  /** The way to get it checked. */
  readonly what?: string;
}

/** What nobody looked at, and why: as much a part of the result as what was found. */
export function NotChecked({ rows }: { readonly rows: readonly NotCheckedRow[] }): ReactElement | null {
  if (rows.length === 0) return null;
  return (
    <section className="card" aria-labelledby="not-checked-title">
      <h2 id="not-checked-title" className="result-label">
        {text('app.run.not-checked.title')}
      </h2>
      <ul className="not-checked">
        {rows.map((row) => (
          <li key={row.id}>
            <StateMark mark={row.mark} />
            <span>
              <span className="not-checked-name">{row.name}</span>
              <span className="muted small">{row.why}</span>
              {row.what !== undefined && <span className="small">{row.what}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
