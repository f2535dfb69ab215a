import { Field, SearchBox, Select } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import { pcKey } from '../../../shared/model/pc-key';
import { standings } from '../../../shared/model/standing';
import type { HistoryState } from '../../../shared/model/history-state';
import { pcName } from '../../../shared/present/pc-name';
import { text } from '../../../shared/text';
import { lookThrough } from '../../stores/history-store';

/** Which of the changes are shown. */
export function Filters({ state }: { readonly state: HistoryState }): ReactElement {
  const { view, pcs, matching, total } = state;
  // What is typed stands at once; the list follows.
  const [search, setSearch] = useState(view.search);
  const look = (typed: string): void => {
    setSearch(typed);
    void lookThrough({ search: typed });
  };
  return (
    <div className="history-filters" role="search">
      <Field label={text('history.search.label')} className="history-search">
        <SearchBox
          value={search}
          maxLength={200}
          placeholder={text('history.search.hint')}
          onChange={(_event, data) => look(data.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || search === '') return;
            event.preventDefault();
            look('');
          }}
        />
      </Field>
      <Field label={text('history.filter.standing')}>
        <Select
          value={view.standing ?? ''}
          onChange={(_event, data) =>
            void lookThrough({ standing: standings.find((one) => one === data.value) ?? null })
          }
        >
          <option value="">{text('history.filter.any')}</option>
          {standings.map((standing) => (
            <option key={standing} value={standing}>
              {text(`history.standing.${standing}`)}
            </option>
          ))}
        </Select>
      </Field>
      {pcs.length > 1 && (
        <Field label={text('history.filter.pc')}>
          <Select
            value={view.pc ?? ''}
            onChange={(_event, data) => void lookThrough({ pc: data.value || null })}
          >
            <option value="">{text('history.filter.all-pcs')}</option>
            {pcs.map((pc) => (
              <option key={pcKey(pc)} value={pcKey(pc)}>
                {pcName(pc)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <p className="history-count muted small" role="status">
        {matching === total
          ? text('history.count.all', { count: total })
          : text('history.count.some', { count: matching, total })}
      </p>
    </div>
  );
}
