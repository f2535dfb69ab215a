import { ChevronDown16Regular } from '@fluentui/react-icons';
import { useId, useRef, useState, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import { StateMark, type Mark } from '../state-mark';
import './steps.css';

interface Props {
  /** Names the row for copying: `data-stage` or `data-pc-stage`. */
  readonly data: Readonly<Record<`data-${string}`, string>>;
  readonly mark: Mark;
  readonly name: string;
  /** Names of PCs' parts are longer than those of a connection's steps. */
  readonly wideName?: boolean;
  readonly line: string;
  /** Whether the line says what the step is for, as it has no result yet. */
  readonly quiet: boolean;
  /** The word beside the shape. */
  readonly word: string;
  readonly time?: ReactNode;
  /** What opens under the row; null where there is nothing to open. */
  readonly content: (() => ReactNode) | null;
  readonly after?: ReactNode;
}

/** One step: shape, name, result and time in a row of fixed height; what belongs to it stands under it when opened. */
export function StepShell(props: Props): ReactElement {
  const { data, content, after } = props;
  const [open, setOpen] = useState(false);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const summary = <Summary {...props} />;
  const className = `step-button${props.wideName === true ? ' step-wide' : ''}`;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    setOpen(false);
    button.current?.focus();
  };

  return (
    <li className="step" {...data} onKeyDown={onKeyDown}>
      {content ? (
        <button
          ref={button}
          type="button"
          className={className}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          {summary}
        </button>
      ) : (
        <div className={className}>{summary}</div>
      )}
      {content && (
        <div id={id} className="step-evidence" hidden={!open}>
          {open && content()}
        </div>
      )}
      {after}
    </li>
  );
}

function Summary({ mark, name, line, quiet, word, time, content }: Props): ReactElement {
  return (
    <>
      <StateMark mark={mark} />
      <span className="step-name">{name}</span>
      <span className={quiet ? 'step-line muted' : 'step-line'} title={line}>
        {line}
      </span>
      <span className="step-state small muted">
        <span>{word}</span>
        {time}
      </span>
      <span className="step-chevron">{content && <ChevronDown16Regular aria-hidden="true" />}</span>
    </>
  );
}
