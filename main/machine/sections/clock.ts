import { isUnavailable } from '../../../shared/model/machine-image';
import type { Fragment, Reader } from '../fragment';
import { asText, readPlaces, type Answer } from '../registry-answer';

const local = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\W32Time\\Parameters';
const policy = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\W32Time\\Parameters';

/**
 * What time it is here, and which server this PC sets its clock by: the first of the manual list, where the service uses
 * one. In a domain (`NT5DS`) that is a domain controller, which is known only to the service. How far the clock is off takes a time
 * server's answer and stays unknown.
 * https://learn.microsoft.com/windows-server/networking/windows-time-service/windows-time-service-tools-and-settings
 */
export async function readClock(registry: Reader<'registry-value'>, signal: AbortSignal): Promise<Fragment> {
  const utc = new Date().toISOString();
  const read = await readPlaces(
    registry,
    {
      type: [local, 'Type'],
      servers: [local, 'NtpServer'],
      policyType: [policy, 'Type'],
      policyServers: [policy, 'NtpServer']
    },
    signal
  );
  const type = effective(asText(read.policyType), asText(read.type));
  const servers = effective(asText(read.policyServers), asText(read.servers));
  return { clock: { utc, source: sourceOf(type, servers), offsetSeconds: null } };
}

const effective = (policy: Answer<string>, local: Answer<string>): Answer<string> => policy ?? local;

function sourceOf(type: Answer<string>, servers: Answer<string>): Answer<string> {
  if (isUnavailable(type)) return type;
  if (type === null || /^(NoSync)?$/i.test(type)) return null;
  if (!/^(NTP|AllSync)$/i.test(type)) return type;
  if (servers === null || isUnavailable(servers)) return servers;
  // `time.windows.com,0x9 other,0x1`: the flags stand behind each name.
  return servers.trim().split(/[\s,]/, 1)[0] || null;
}
