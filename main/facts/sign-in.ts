import { defineFacts, dword, section } from './define-facts';
import { field, orDefault } from './fact';

/** How the person signs in to this PC at its own keyboard. */
export const signIn = defineFacts({
  id: 'sign-in',
  readings: {
    passwordLess: dword(
      'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\PasswordLess\\Device',
      'DevicePasswordLessBuildVersion'
    ),
    identity: section('identity')
  },
  derive: ({ passwordLess, identity }) => ({
    /** 2: Microsoft accounts sign in with Windows Hello only. Windows ships so. */
    passwordLess: orDefault(passwordLess, 0),
    /** Whether the user's account is a Microsoft account. */
    microsoftAccount: orDefault(field(identity, 'microsoftAccount'), false)
  })
});
