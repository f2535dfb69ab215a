import { Button } from '@fluentui/react-components';
import { FolderArrowRight20Regular } from '@fluentui/react-icons';
import { useState, type ReactElement } from 'react';
import { text } from '../../shared/text';
import { bridge, errorText } from '../app/bridge';
import './save-kit.css';

/** Saves the host kit where the person says in a dialog of the system, and says what to do with it. */
export function SaveKit(): ReactElement {
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    const answer = await bridge().pc.saveKit({});
    setBusy(false);
    if (!answer.ok) return setSaid(errorText(answer.error));
    const { folder } = answer.value;
    // Whoever closes the dialog knows that nothing was saved.
    if (folder !== null) setSaid(text('pc.remote.kit.saved', { folder }));
  };
  return (
    <>
      <Button icon={<FolderArrowRight20Regular />} disabledFocusable={busy} onClick={() => void save()}>
        {text('pc.remote.kit.save')}
      </Button>
      <p className="kit-said" role="status">
        {said}
      </p>
    </>
  );
}
