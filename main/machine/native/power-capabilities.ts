import type { Unavailable } from '../../../shared/model/machine-image';
import { orUnavailable, WindowsError } from './failure';
import { call } from './library';

const getPowerCapabilities = call<[capabilities: Buffer], number>(
  'powrprof.dll',
  'uint8_t GetPwrCapabilities(_Out_ uint8_t *capabilities)'
);

/** https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-system_power_capabilities */
const size = 76;
const aoAc = 20;

/** Whether the PC has Modern Standby (S0 low power idle). Before Windows 8 the byte is spare, and 0. */
export const hasModernStandby = (): Promise<boolean | Unavailable> =>
  orUnavailable(async () => {
    const capabilities = Buffer.alloc(size);
    const { result, error } = await getPowerCapabilities.later(capabilities);
    if (result === 0) throw new WindowsError(error);
    return capabilities.readUInt8(aoAc) !== 0;
  });
