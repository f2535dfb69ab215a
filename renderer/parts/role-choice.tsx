import { useId, type ReactElement } from 'react';
import type { Role } from '../../shared/model/machine-diagnosis';
import { text } from '../../shared/text';
import './role-choice.css';

const roles: readonly Role[] = ['host', 'client', 'both'];

interface Props {
  readonly legend: string;
  readonly role: Role;
  readonly onChoose: (role: Role) => void;
}

/** What a PC is looked at as: one of three, moved through with the arrow keys. */
export function RoleChoice({ legend, role, onChoose }: Props): ReactElement {
  const group = useId();
  return (
    <fieldset className="role-choice">
      <legend>{legend}</legend>
      {roles.map((one) => (
        <label key={one}>
          <input type="radio" name={group} checked={one === role} onChange={() => onChoose(one)} />
          <span>{text(`pc.screen.as.${one}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
