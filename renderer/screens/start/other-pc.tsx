import { Button, Field, Input } from '@fluentui/react-components';
import type { FormEvent, ReactElement } from 'react';
import { text } from '../../../shared/text';
import { Disclosure } from '../../parts/disclosure';
import { Option } from '../../parts/option';
import { RoleChoice } from '../../parts/role-choice';
import { SaveKit } from '../../parts/save-kit';
import { lookAt } from '../../stores/pc-store';
import { accept, chooseOtherPc, reject, useStart } from '../../stores/start-store';
import { useView } from '../../stores/view-store';

const nameField = 'other-pc-name';

/** The way to another PC: by PowerShell remoting from Windows, by a report made there from anywhere. */
export function OtherPc({ runsWindows }: { readonly runsWindows: boolean }): ReactElement {
  const asked = useStart((store) => store.otherPc.asked);
  return (
    <Disclosure key={asked} className="other-pc" startOpen={asked > 0} summary={text('pc.remote.open')}>
      {runsWindows ? (
        <OtherPcForm />
      ) : (
        <div className="other-pc-form">
          <p>{text('pc.remote.not-windows')}</p>
          <div>
            <SaveKit />
          </div>
        </div>
      )}
    </Disclosure>
  );
}

function OtherPcForm(): ReactElement {
  const { name, role, https, askAccount } = useStart((store) => store.otherPc);
  const rejected = useStart((store) => store.rejected);
  const refusal = rejected?.at === 'other-pc' ? rejected.sentence : null;
  return (
    <form className="other-pc-form" onSubmit={(event) => void submit(event)} noValidate>
      <p className="muted small">{text('pc.remote.line')}</p>
      <Field
        label={text('pc.remote.name')}
        hint={text('pc.remote.name-hint')}
        {...(refusal === null ? {} : { validationState: 'error', validationMessage: refusal })}
      >
        <Input
          id={nameField}
          value={name}
          onChange={(_event, data) => chooseOtherPc({ name: data.value })}
          autoComplete="off"
          spellCheck={false}
          autoCapitalize="off"
        />
      </Field>
      <RoleChoice
        legend={text('pc.screen.as.legend')}
        role={role}
        onChoose={(chosen) => chooseOtherPc({ role: chosen })}
      />
      <div>
        <Option
          label={text('pc.remote.https')}
          hint={text('pc.remote.https-hint')}
          checked={https}
          onChange={(checked) => chooseOtherPc({ https: checked })}
        />
        <Option
          label={text('pc.remote.ask-account')}
          hint={text('pc.remote.ask-account-hint')}
          checked={askAccount}
          onChange={(checked) => chooseOtherPc({ askAccount: checked })}
        />
      </div>
      <div>
        <Button type="submit">{text('pc.remote.look')}</Button>
      </div>
    </form>
  );
}

async function submit(event: FormEvent): Promise<void> {
  event.preventDefault();
  const { name, role, https, askAccount } = useStart.getState().otherPc;
  if (name.trim() === '') return refuse(text('pc.remote.needs-name'));
  const sentence = await lookAt({ kind: 'computer', name: name.trim(), https, askAccount }, role);
  if (sentence === null) accept();
  else refuse(sentence);
}

function refuse(sentence: string): void {
  reject('other-pc', sentence);
  focusName();
}

const focusName = (): void => document.getElementById(nameField)?.focus();

/** Shows the form again as it was left, to try another way. */
export function changeHowItIsReached(name: string): void {
  const { otherPc } = useStart.getState();
  chooseOtherPc({ asked: otherPc.asked + 1, ...(otherPc.name.trim() === '' ? { name } : {}) });
  useView.getState().show('start');
  // After the start screen has given the focus back to where it was left.
  requestAnimationFrame(focusName);
}
