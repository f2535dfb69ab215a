import type { Diagnosis } from '../shared/model/diagnosis';
import { protocols, type CredsspFacts, type NegotiateFacts, type TlsFacts } from '../shared/model/transcript';
import type { Facts } from './hosts';

/**
 * What our diagnosis says of those facts. A refusal that names what the host insists on settles the offers that were not
 * made: https://learn.microsoft.com/openspecs/windows_protocols/ms-rdpbcgr/1b3920e7-0116-4345-bc45-f2c4ad012761
 */
export function ourFacts({ stages }: Diagnosis): Facts {
  const evidence = (id: string): unknown => stages.find((stage) => stage.id === id)?.evidence;
  const { attempts = [] } = evidence('negotiate') as Partial<NegotiateFacts>;
  const { chain = [] } = evidence('tls') as Partial<TlsFacts>;
  const { ntlm = null } = evidence('credssp') as Partial<CredsspFacts>;

  const isSelected = (protocol: number): boolean =>
    attempts.some(({ reply }) => reply.kind === 'selected' && reply.protocol === protocol);
  const failed = (code: number): boolean =>
    attempts.some(({ reply }) => reply.kind === 'failure' && reply.code === code);
  const [first] = attempts;
  const chosen = first?.reply.kind === 'selected' ? first.reply.protocol : null;
  const hybrid = isSelected(protocols.hybrid) || isSelected(protocols.hybridEx);
  const insistsOnRdp = failed(2) || chosen === protocols.rdp;
  return {
    // Whoever is offered both and takes TLS alone has no CredSSP.
    nla: hybrid ? true : chosen === protocols.ssl || insistsOnRdp ? false : null,
    tls: isSelected(protocols.ssl) ? true : failed(5) || insistsOnRdp ? false : null,
    rdp: isSelected(protocols.rdp) ? true : failed(1) || failed(5) ? false : null,
    certificate: chain[0]?.commonName ?? null,
    computer: ntlm?.netbiosComputer ?? null
  };
}

/** What nmap printed of them. A layer that it does not list is one that it takes for refused. */
export function nmapFacts(output: string): Facts {
  const listed = output.includes('Security layer');
  const has = (layer: string): boolean | null => (listed ? output.includes(`${layer}: SUCCESS`) : null);
  return {
    nla: has('CredSSP (NLA)'),
    tls: has('SSL'),
    rdp: has('Native RDP'),
    certificate: /commonName=([^/\s]+)/.exec(output)?.[1] ?? null,
    computer: /NetBIOS_Computer_Name: (\S+)/.exec(output)?.[1] ?? null
  };
}

/** Names of the facts on which `said` differs from `truth`, with both. */
export function wrongFacts(said: Facts, truth: Partial<Facts>): string[] {
  return (Object.keys(truth) as (keyof Facts)[])
    .filter((name) => said[name] !== truth[name])
    .map((name) => `${name}: said ${String(said[name] ?? 'nothing')}, is ${String(truth[name] ?? 'none')}`);
}
