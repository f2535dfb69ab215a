import { Button, Field, Input } from '@fluentui/react-components';
import { DocumentArrowUp20Regular } from '@fluentui/react-icons';
import { useRef, type ChangeEvent, type ClipboardEvent, type FormEvent, type ReactElement } from 'react';
import { text } from '../../../shared/text';
import { startRun } from '../../stores/run-store';
import { accept, reject, type as typeInto, useStart } from '../../stores/start-store';
import { NewestFailure } from './failures';
import { takeFile } from './take-file';
import { onOneLine, understand, type Understood } from './understand';
import { whichPcField } from './explained-code';

/** The one field, its Check button, and the way to a file for those who do not drag. */
export function TargetForm({ understood }: { readonly understood: Understood | null }): ReactElement {
  const { typed, file, rejected } = useStart();
  const files = useRef<HTMLInputElement>(null);
  const refusal = rejected?.at === 'field' ? rejected.sentence : null;

  const paste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const pasted = event.clipboardData.getData('text/plain');
    if (!/[\r\n]/.test(pasted)) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    typeInto(
      typed.slice(0, selectionStart ?? 0) + onOneLine(pasted) + typed.slice(selectionEnd ?? typed.length)
    );
  };
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    const chosen = event.target.files?.[0];
    if (chosen) void takeFile(chosen);
    // Cleared, so that choosing the same file again is a change.
    event.target.value = '';
  };

  return (
    <form className="target-form card" onSubmit={(event) => void submit(event)} noValidate>
      <div className="target-row">
        <Field
          className="target-field"
          label={text('app.start.field')}
          size="large"
          hint={text('app.start.field-hint')}
          {...(refusal === null
            ? understood?.kind === 'unknown-code'
              ? { validationState: 'warning', validationMessage: text('app.start.code.not-a-code') }
              : file
                ? {
                    validationState: 'success',
                    validationMessage: text('app.start.file.names', { file: file.name, target: file.target })
                  }
                : {}
            : { validationState: 'error', validationMessage: refusal })}
        >
          <Input
            value={typed}
            onChange={(_event, data) => typeInto(data.value)}
            onPaste={paste}
            autoComplete="off"
            spellCheck={false}
            autoCapitalize="off"
          />
        </Field>
        <Button type="submit" className="target-check" appearance="primary" size="large">
          {text('app.start.check')}
        </Button>
      </div>
      <div className="target-file">
        <Button
          type="button"
          appearance="subtle"
          icon={<DocumentArrowUp20Regular />}
          onClick={() => files.current?.click()}
        >
          {text('app.start.file.open')}
        </Button>
        <input ref={files} type="file" accept=".rdp" hidden onChange={choose} />
        <NewestFailure />
      </div>
    </form>
  );
}

async function submit(event: FormEvent): Promise<void> {
  event.preventDefault();
  const { typed, file } = useStart.getState();
  if (file) return startOrReject({ kind: 'rdp-file', content: file.content });
  const understood = understand(typed);
  switch (understood.kind) {
    case 'nothing':
      return reject('field', text('app.start.needs-target'));
    case 'code':
      // The code is explained already; what a check still needs is the PC.
      return document.getElementById(whichPcField)?.focus();
    case 'unknown-code':
    case 'target':
      return startOrReject({ kind: 'typed', text: typed.trim() });
  }
}

async function startOrReject(input: Parameters<typeof startRun>[0]): Promise<void> {
  const refusal = await startRun(input);
  if (refusal === null) accept();
  else reject('field', refusal);
}
