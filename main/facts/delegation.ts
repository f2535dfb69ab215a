import { defineFacts, dword, key } from './define-facts';
import { isKnown, known, notKnown, type Answer, type Fact } from './fact';
import type { KeyView } from './image-index';
import { terminalServicesPolicy } from './registry-paths';

const credentialsDelegation = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\CredentialsDelegation';

/** A target that credentials may not be sent to: `TERMSRV/pc9`, `TERMSRV/*.example.test`. */
export interface DenyRule {
  readonly target: string;
  /** The registry value that holds it. */
  readonly path: string;
}

/**
 * What policies say of saved passwords and of handing credentials on. A list counts where its switch, the value of the same
 * name, is 1. https://learn.microsoft.com/windows/client-management/mdm/policy-csp-admx-credssp
 */
export const delegation = defineFacts({
  id: 'delegation',
  readings: {
    disablePasswordSaving: dword(terminalServicesPolicy, 'DisablePasswordSaving'),
    disablePasswordSavingOfUser: dword(
      terminalServicesPolicy.replace('HKLM', 'HKCU'),
      'DisablePasswordSaving'
    ),
    denySaved: dword(credentialsDelegation, 'DenySavedCredentials'),
    denySavedList: key(`${credentialsDelegation}\\DenySavedCredentials`),
    denyFresh: dword(credentialsDelegation, 'DenyFreshCredentials'),
    denyFreshList: key(`${credentialsDelegation}\\DenyFreshCredentials`),
    denyDefault: dword(credentialsDelegation, 'DenyDefaultCredentials'),
    denyDefaultList: key(`${credentialsDelegation}\\DenyDefaultCredentials`)
  },
  derive: (read) => ({
    /** 1: passwords may not be saved. The policy exists for the PC and for the user; null where it is not set. */
    disablePasswordSaving: [read.disablePasswordSaving, read.disablePasswordSavingOfUser],
    /** Targets that saved, typed and signed-in credentials may not be sent to, one list each. */
    denied: [
      rulesOf(read.denySaved, read.denySavedList),
      rulesOf(read.denyFresh, read.denyFreshList),
      rulesOf(read.denyDefault, read.denyDefaultList)
    ]
  })
});

function rulesOf(isOn: Answer<number>, list: Answer<KeyView>): Fact<readonly DenyRule[]> {
  if (!isKnown(isOn)) return isOn;
  if (isOn.value !== 1) return { ...isOn, value: [] };
  if (!isKnown(list)) return list;
  if (list.value === null) return known([], list.path, 'policy');
  const { values, path } = list.value;
  if (!isKnown(values)) return values;
  const rules: DenyRule[] = [];
  for (const { name, data } of values.value) {
    const [type, target] = data;
    if (type !== 'REG_SZ' && type !== 'REG_EXPAND_SZ')
      return notKnown('failed', `${path}\\${name}`, `${type} where REG_SZ is expected`);
    rules.push({ target, path: `${path}\\${name}` });
  }
  return known(rules, path, 'policy');
}
