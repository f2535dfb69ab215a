import { demoPcName } from '../../../shared/present/pc-name';
import type { ReactElement } from 'react';
import { lookAt } from '../../stores/pc-store';
import { accept, reject, useStart } from '../../stores/start-store';

/** The recorded PCs to practise on. */
export function DemoPcs(): ReactElement {
  const machines = useStart((store) => store.info?.machines ?? []);
  return (
    <ul className="scenarios">
      {machines.map((id) => (
        <li key={id}>
          <button type="button" className="scenario" onClick={() => void look(id)}>
            <span>{demoPcName(id)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

async function look(machine: string): Promise<void> {
  const sentence = await lookAt({ kind: 'demo', machine }, 'both');
  if (sentence === null) accept();
  else reject('field', sentence);
}
