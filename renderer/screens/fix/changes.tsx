import { Button } from '@fluentui/react-components';
import { ArrowRight16Regular, Copy16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { PlannedChange } from '../../../shared/model/change';
import { settingName } from '../../../shared/present/change-text';
import { stateInFull } from '../../../shared/present/fix-text';
import { clean, clip } from '../../../shared/present/read';
import { text } from '../../../shared/text';
import { copyText } from '../../parts/copy-text';
import { Disclosure } from '../../parts/disclosure';
import { notify } from '../../stores/notice-store';

/** What is drawn of one place or value as it stands there. */
const longestShown = 500;

/** Each setting as it is and as it will be, in plain words; where it stands exactly is one press below. */
export function Changes({
  changes,
  undoing = false
}: {
  readonly changes: readonly PlannedChange[];
  /** What is there now becomes what was there before. */
  readonly undoing?: boolean;
}): ReactElement {
  return (
    <ul className="fix-changes">
      {changes.map((change) => (
        <li key={`${change.setting} ${change.where}`}>
          <Change change={change} undoing={undoing} />
        </li>
      ))}
    </ul>
  );
}

function Change({
  change,
  undoing
}: {
  readonly change: PlannedChange;
  readonly undoing: boolean;
}): ReactElement {
  const { setting, before, after } = change;
  return (
    <>
      <h2>{settingName(setting)}</h2>
      <dl className="fix-before-after">
        <div>
          <dt className="small muted">{text(undoing ? 'history.undo-all.now' : 'fix.screen.row.before')}</dt>
          <dd>{stateInFull(setting, before)}</dd>
        </div>
        <ArrowRight16Regular className="fix-arrow" aria-hidden="true" />
        <div>
          <dt className="small muted">{text(undoing ? 'history.undo-all.then' : 'fix.screen.row.after')}</dt>
          <dd className="fix-after">{stateInFull(setting, after)}</dd>
        </div>
      </dl>
      <Disclosure className="fix-where" summary={text('fix.screen.where.show')}>
        <Where change={change} />
      </Disclosure>
    </>
  );
}

function Where({ change: { where, before, after } }: { readonly change: PlannedChange }): ReactElement {
  const place = clip(clean(where), longestShown);
  const values = text('fix.value.change', { before: raw(before), after: raw(after) });
  const copy = (): void =>
    notify(text(copyText(`${where}\n${values}`) ? 'fix.screen.where.copied' : 'app.notice.copy-refused'));
  return (
    <div className="fix-place">
      <p className="mono small">
        {place}
        <br />
        {values}
      </p>
      <Button
        appearance="subtle"
        size="small"
        icon={<Copy16Regular />}
        aria-label={text('fix.screen.where.copy', { where: place })}
        onClick={copy}
      />
    </div>
  );
}

const raw = (value: PlannedChange['before']): string =>
  value === null ? text('fix.screen.where.absent') : clip(clean(JSON.stringify(value)), longestShown);
