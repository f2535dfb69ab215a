import { defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/**
 * At level 1 what the host sends is not encrypted. Windows 8 to 11 ship with 2, which is sound.
 * https://learn.microsoft.com/windows/win32/termserv/win32-tsgeneralsetting-setencryptionlevel
 */
export const check = defineMachineCheck({
  id: 'encryption-level-low',
  stage: 'security',
  about: 'host',
  run: ({ security }) => {
    const level = need(security.minEncryptionLevel);
    return level.value === 1 ? foundOnPc('warning', 0.9, shown(level, 3)) : sound(shown(level, level.value));
  }
});
