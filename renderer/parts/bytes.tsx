import { Button } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '../../shared/text';
import { notify } from '../stores/notice-store';
import { copyText } from './copy-text';
import './bytes.css';

/** Raw bytes or a fingerprint in a monospace font, with a button that copies them. */
export function Bytes({ label, value }: { readonly label: string; readonly value: string }): ReactElement {
  const copy = (): void =>
    notify(text(copyText(value) ? 'app.notice.copied-bytes' : 'app.notice.copy-refused'));
  return (
    <span className="bytes">
      <code>{value}</code>
      <Button
        appearance="subtle"
        size="small"
        icon={<Copy16Regular />}
        aria-label={text('app.run.steps.copy-bytes', { label })}
        onClick={copy}
      />
    </span>
  );
}
