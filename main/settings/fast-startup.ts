import { registrySetting } from './parts/define-setting';

const sessionPower = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Power';

/** HiberbootEnabled: 1 where shutting down hibernates the kernel. https://learn.microsoft.com/windows-hardware/drivers/kernel/distinguishing-fast-startup-from-wake-from-hibernation */
export const setting = registrySetting({
  id: 'fast-startup',
  key: sessionPower,
  value: 'HiberbootEnabled',
  type: 'REG_DWORD',
  writes: [0],
  takesEffect: 'at-once'
});
