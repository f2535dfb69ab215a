import type { ReactElement } from 'react';
import { text } from '../../shared/text';
import './side-chip.css';

/** Which side of the connection something is about. */
export function SideChip({ name }: { readonly name: string }): ReactElement {
  return (
    <span className="side-chip" title={name}>
      <span className="for-reader">{text('app.side.label')}: </span>
      <span className="side-chip-name">{name}</span>
    </span>
  );
}
