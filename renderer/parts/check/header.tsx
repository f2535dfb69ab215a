import { Button } from '@fluentui/react-components';
import { ArrowClockwise20Regular, Copy20Regular, Stop20Regular } from '@fluentui/react-icons';
import type { ReactElement, ReactNode, Ref } from 'react';
import { text } from '../../../shared/text';

interface Props {
  readonly heading: Ref<HTMLHeadingElement>;
  readonly name: string;
  /** The name with what is done to it, for a screen reader. */
  readonly label: string;
  readonly status: ReactNode;
  /** What else there is to know about the check, a line each. */
  readonly notes: readonly string[];
  readonly busy: boolean;
  readonly onStop: () => void;
  readonly onAgain: () => void;
  /** Null while there is nothing to copy. */
  readonly onCopy: (() => void) | null;
}

/** What is being checked, how far it is, and the buttons for the check as a whole. */
export function CheckHeader({
  heading,
  name,
  label,
  status,
  notes,
  busy,
  onStop,
  onAgain,
  onCopy
}: Props): ReactElement {
  return (
    <div className="check-header">
      <div className="check-title">
        <h1 ref={heading} tabIndex={-1} aria-label={label}>
          {name}
        </h1>
        <p className="muted check-status">{status}</p>
        {notes.map((note) => (
          <p key={note} className="small muted">
            {note}
          </p>
        ))}
      </div>
      <div className="check-actions">
        {busy ? (
          <Button key="stop" icon={<Stop20Regular />} onClick={onStop}>
            {text('app.run.stop')}
          </Button>
        ) : (
          <Button key="again" icon={<ArrowClockwise20Regular />} onClick={onAgain}>
            {text('app.run.again')}
          </Button>
        )}
        {onCopy && (
          <Button icon={<Copy20Regular />} onClick={onCopy}>
            {text('app.run.copy')}
          </Button>
        )}
      </div>
    </div>
  );
}
