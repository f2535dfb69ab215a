import { defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/**
 * RDP Wrapper and its like have TermService load a library of their own, which knows only some builds of Windows.
 * https://github.com/stascorp/rdpwrap
 */
export const check = defineMachineCheck({
  id: 'termsrv-replaced',
  stage: 'service',
  about: 'host',
  run: ({ services }) => {
    const own = need(services.serviceDllIsOwn);
    const seen = shown(need(services.serviceDll), '%SystemRoot%\\System32\\termsrv.dll');
    return own.value ? sound(seen) : foundOnPc('warning', 0.9, seen);
  }
});
