import { ChevronDown16Regular } from '@fluentui/react-icons';
import { useId, useRef, useState, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import './disclosure.css';

interface Props {
  readonly summary: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
  readonly startOpen?: boolean;
}

/** A button that opens what stands under it. Escape inside closes it and gives the focus back to the button. */
export function Disclosure({ summary, children, className = '', startOpen = false }: Props): ReactElement {
  const [open, setOpen] = useState(startOpen);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div className={`disclosure ${className}`} onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        className="disclosure-button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <span className="disclosure-summary">{summary}</span>
        <ChevronDown16Regular className="disclosure-chevron" aria-hidden="true" />
      </button>
      <div id={id} className="disclosure-content" hidden={!open}>
        {open && children}
      </div>
    </div>
  );
}
