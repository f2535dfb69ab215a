import { useId, type ReactElement } from 'react';
import './option.css';

interface Props {
  readonly label: string;
  readonly hint: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Something that can be on or off, and what it does. */
export function Option({ label, hint, checked, onChange }: Props): ReactElement {
  const id = useId();
  return (
    <div className="option">
      <label>
        <input
          type="checkbox"
          checked={checked}
          aria-describedby={id}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>{label}</span>
      </label>
      <p id={id} className="muted small">
        {hint}
      </p>
    </div>
  );
}
