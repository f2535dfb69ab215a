import { Button } from '@fluentui/react-components';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { text } from '../../../shared/text';
import { answer, useStart, type OpenedFile } from '../../stores/start-store';
import { openReports } from './take-files';

/** Asks of two reports which one is of the PC that connects. */
export function WhichEnd(): ReactElement | null {
  const asked = useStart((store) => store.asked);
  return asked ? <Question files={asked} /> : null;
}

function Question({ files }: { readonly files: readonly [OpenedFile, OpenedFile] }): ReactElement {
  const [client, setClient] = useState<0 | 1>(0);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), [files]);

  const done = (): void => {
    answer();
    document.querySelector<HTMLElement>('.way-report button')?.focus();
  };
  const open = (): void => {
    const [one, two] = files;
    answer();
    void openReports(client === 0 ? { file: one, host: two } : { file: two, host: one });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    done();
  };

  return (
    <form
      className="which-end"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        open();
      }}
    >
      <fieldset>
        <legend>{text('pc.open.which')}</legend>
        {([0, 1] as const).map((index) => (
          <label key={index}>
            <input
              ref={index === 0 ? first : null}
              type="radio"
              name="client"
              checked={client === index}
              onChange={() => setClient(index)}
            />
            <span>{text(`pc.open.file-${index}`, { name: files[index].name })}</span>
          </label>
        ))}
      </fieldset>
      <p className="muted small">{text('pc.open.which-hint')}</p>
      <div className="which-end-buttons">
        <Button type="submit" appearance="primary">
          {text('pc.open.both')}
        </Button>
        <Button onClick={done}>{text('pc.open.cancel')}</Button>
      </div>
    </form>
  );
}
