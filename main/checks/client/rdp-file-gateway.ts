import { rdpNumber } from '../../facts/rdp-files';
import { defineMachineCheck, foundOnPc, sound } from '../define-machine-check';
import { eachRdpFile, shownLine } from '../rdp-files';

/**
 * 1 always goes through the gateway, 2 where no direct way is found.
 * https://learn.microsoft.com/windows/win32/termserv/imsrdpclienttransportsettings-gatewayusagemethod
 */
const inUse = [1, 2];

/** A gateway of a former employer or network is a frequent leftover in an .rdp file. */
export const check = defineMachineCheck({
  id: 'rdp-file-gateway',
  stage: 'client',
  about: 'client',
  run: ({ rdpFiles }) =>
    eachRdpFile(rdpFiles.files, ({ lines }) => {
      const gateway = lines.value.get('gatewayhostname');
      const method = lines.value.get('gatewayusagemethod');
      const isUsed = inUse.includes(rdpNumber(lines.value, 'gatewayusagemethod') ?? 0);
      if (!gateway || gateway.value === '' || !method || !isUsed)
        return sound(...(method ? [shownLine(method, 0)] : []));
      return foundOnPc('warning', 0.7, shownLine(gateway, ''), shownLine(method, 0));
    })
});
