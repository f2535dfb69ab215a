import { Button } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { HistoryEntry, HistoryWork } from '../../../shared/model/history-state';
import { settingName, stateText } from '../../../shared/present/change-text';
import { clean, clip, moment } from '../../../shared/present/read';
import { text } from '../../../shared/text';
import { StateMark } from '../../parts/state-mark';
import { Ways } from '../../parts/history/ways';
import { notify } from '../../stores/notice-store';
import { copyHistory, undoChange } from '../../stores/history-store';
import { Changes } from '../fix/changes';
import { cutShortText, noUndoText, workText } from './history-view';

interface Props {
  readonly entry: HistoryEntry;
  readonly work: HistoryWork | null;
  readonly busy: boolean;
  readonly onClose: () => void;
}

/** All that is known of one change, and what can be done about it. */
export function ChangeDetails({ entry, work, busy, onClose }: Props): ReactElement {
  const { at, id, changes, standing, unfinished } = entry;
  return (
    <>
      <p className="small muted">
        {moment(at) ?? text('history.no-time')} ·{' '}
        <code className="mono">{text('history.id', { id: clip(clean(id), 100) })}</code>
      </p>
      {changes.length === 0 && standing === 'unknown' && <p>{text('history.not-readable-why')}</p>}
      {standing === 'unknown' && changes.length > 0 && <p>{text('history.unknown-why')}</p>}
      {unfinished && (
        <p>
          {text('history.unfinished.what')} {cutShortText(unfinished)}
        </p>
      )}
      {standing === 'overdue' && <p>{text('history.overdue.what')}</p>}
      {standing === 'partly' && !unfinished && <p>{text('history.partly-why')}</p>}
      {standing === 'drifted' ? <Drift entry={entry} /> : <Changes changes={changes} />}
      {work ? (
        <p className="history-work" role="status">
          <StateMark mark="running" />
          <span>{workText(work)}</span>
        </p>
      ) : (
        <div className="history-actions">
          <Actions entry={entry} busy={busy} onClose={onClose} />
          <Button icon={<Copy16Regular />} appearance="subtle" onClick={() => void copyHistory(entry)}>
            {text('history.copy')}
          </Button>
        </div>
      )}
    </>
  );
}

function Actions({ entry, busy, onClose }: Omit<Props, 'work'>): ReactElement | null {
  const { undo, standing, endsAt, unfinished } = entry;
  if (undo === 'none') return <p className="small muted">{noUndoText(entry)}</p>;
  if (unfinished) return <Ways entry={entry} busy={busy} />;
  if (undo === 'over') return null;
  if (standing === 'drifted') {
    const keep = (): void => {
      onClose();
      notify(text('history.drift.kept'));
    };
    return (
      <>
        <Button disabledFocusable={busy} onClick={() => void undoChange(entry, true)}>
          {text('history.drift.give-back')}
        </Button>
        <Button onClick={keep}>{text('history.drift.keep')}</Button>
        <Button onClick={onClose}>{text('history.drift.close')}</Button>
      </>
    );
  }
  return (
    <Button disabledFocusable={busy} onClick={() => void undoChange(entry)}>
      {text(endsAt === null ? 'history.undo' : 'history.end-now')}
    </Button>
  );
}

/** What was there before, what this change wrote, and what is there now: between these the person decides. */
function Drift({ entry: { changes } }: { readonly entry: HistoryEntry }): ReactElement {
  return (
    <>
      <p>{text('history.drift.what')}</p>
      <div className="history-drift" tabIndex={0} role="region" aria-label={text('history.drift.label')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text('history.drift.setting')}</th>
              <th scope="col">{text('history.drift.before')}</th>
              <th scope="col">{text('history.drift.ours')}</th>
              <th scope="col">{text('history.drift.now')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ setting, where, before, after, now = after }) => (
              <tr key={`${setting} ${where}`}>
                <th scope="row">
                  {settingName(setting)}
                  <code className="mono small muted">{clip(clean(where), 500)}</code>
                </th>
                <td>{stateText(setting, before)}</td>
                <td>{stateText(setting, after)}</td>
                <td className="history-now">{stateText(setting, now)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
