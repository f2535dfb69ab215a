import { Button } from '@fluentui/react-components';
import { DocumentSearch20Regular } from '@fluentui/react-icons';
import { useRef, type ChangeEvent, type ReactElement } from 'react';
import { text } from '../../../shared/text';
import { takeFiles } from './take-files';

/** The way to reports for those who do not drag: one file, or the two of both ends. */
export function OpenReport(): ReactElement {
  const files = useRef<HTMLInputElement>(null);
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    void takeFiles([...(event.target.files ?? [])]);
    // Cleared, so that choosing the same file again is a change.
    event.target.value = '';
  };
  return (
    <>
      <Button icon={<DocumentSearch20Regular />} onClick={() => files.current?.click()}>
        {text('pc.open.button')}
      </Button>
      <input ref={files} type="file" accept=".json,.zip" multiple hidden onChange={choose} />
    </>
  );
}
