import {
  Checkmark16Filled,
  Circle16Regular,
  CircleSmall20Filled,
  Info16Filled,
  Dismiss16Filled,
  Question16Filled,
  Subtract16Filled,
  Warning16Filled,
  type FluentIcon
} from '@fluentui/react-icons';
import { Spinner } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import './state-mark.css';

/** How a step or a part of the way stands. Each has a shape of its own, so that colour only helps. */
export type Mark =
  | 'ok'
  | 'problem'
  | 'warning'
  | 'not-applicable'
  | 'could-not-run'
  | 'running'
  | 'waiting'
  | 'info'
  /** Nothing is claimed about it. */
  | 'plain';

const shapes: Readonly<Record<Exclude<Mark, 'running'>, FluentIcon>> = {
  ok: Checkmark16Filled,
  problem: Dismiss16Filled,
  warning: Warning16Filled,
  'not-applicable': Subtract16Filled,
  'could-not-run': Question16Filled,
  waiting: Circle16Regular,
  info: Info16Filled,
  plain: CircleSmall20Filled
};

/** The shape of a state. The word stands beside it, so the shape itself is hidden from screen readers. */
export function StateMark({ mark }: { readonly mark: Mark }): ReactElement {
  if (mark === 'running') {
    return (
      <span className="mark mark-running" aria-hidden="true">
        <Spinner size="extra-tiny" />
      </span>
    );
  }
  const Shape = shapes[mark];
  return (
    <span className={`mark mark-${mark}`} aria-hidden="true">
      <Shape />
    </span>
  );
}
