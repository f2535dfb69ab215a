import { rdpNumber } from '../../facts/rdp-files';
import { defineMachineCheck, foundOnPc, sound } from '../define-machine-check';
import { eachRdpFile, shownLine } from '../rdp-files';

/**
 * Without CredSSP the client cannot do NLA, which most hosts require.
 * https://learn.microsoft.com/windows-server/remote/remote-desktop-services/clients/rdp-files
 */
export const check = defineMachineCheck({
  id: 'rdp-file-nla-off',
  stage: 'client',
  about: 'client',
  run: ({ rdpFiles }) =>
    eachRdpFile(rdpFiles.files, ({ lines }) => {
      const line = lines.value.get('enablecredsspsupport');
      if (!line) return sound();
      return rdpNumber(lines.value, 'enablecredsspsupport') === 0
        ? foundOnPc('warning', 0.9, shownLine(line, 1))
        : sound(shownLine(line, 1));
    })
});
