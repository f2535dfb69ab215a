import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle
} from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { changeTitle } from '../../../shared/present/history-text';
import { text } from '../../../shared/text';
import { cutShortText, entryKey, isWorking, workText } from '../../screens/history/history-view';
import { useHistory } from '../../stores/history-store';
import { useView } from '../../stores/view-store';
import { Ways } from './ways';
import './attention.css';

/** So many are asked about where they are not what the screen is about. */
const fewest = 2;

/** Changes that were cut short, and those that are over and still there: each with what can be done about it. */
export function Attention({ all = false }: { readonly all?: boolean }): ReactElement | null {
  const state = useHistory((store) => store.state);
  const show = useView((view) => view.show);
  if (!state || state.attention.length === 0) return null;
  const shown = all ? state.attention : state.attention.slice(0, fewest);
  const more = state.attention.length - shown.length;
  return (
    <section className="attention" aria-label={text('history.attention.label')}>
      {shown.map((entry) => {
        const { unfinished } = entry;
        const title = changeTitle(entry);
        return (
          <MessageBar key={entryKey(entry)} intent="warning" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>
                {text(unfinished ? 'history.attention.unfinished' : 'history.attention.overdue', { title })}
              </MessageBarTitle>{' '}
              {isWorking(state.work, entry) && state.work
                ? workText(state.work)
                : unfinished
                  ? cutShortText(unfinished)
                  : text('history.overdue.what')}
            </MessageBarBody>
            <MessageBarActions>
              <Ways entry={entry} busy={state.work !== null} />
            </MessageBarActions>
          </MessageBar>
        );
      })}
      {more > 0 && (
        <Button appearance="transparent" onClick={() => show('history')}>
          {text('history.attention.more', { count: more })}
        </Button>
      )}
    </section>
  );
}
