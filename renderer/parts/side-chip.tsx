import type { ReactElement } from 'react';
import type { Side } from '../../shared/model/diagnosis';
import { text } from '../../shared/text';
import './side-chip.css';

/** Which side of the connection something is about. */
export function SideChip({ side }: { readonly side: Side }): ReactElement {
  return (
    <span className="side-chip">
      <span className="for-reader">{text('app.side.label')}: </span>
      {text(`app.side.${side}`)}
    </span>
  );
}
