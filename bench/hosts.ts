import { hostname } from 'node:os';
import { freshAddress } from '../e2e/lab/addresses';
import { certificate } from '../e2e/lab/certificates';
import { startShadow, type ShadowMode } from '../e2e/lab/shadow';
import { startXrdp, type XrdpOptions } from '../e2e/lab/xrdp';

/** What is true of a host, by how it was set up. Null: it has none. */
export interface Facts {
  /** Accepts CredSSP (NLA). */
  readonly nla: boolean | null;
  /** Accepts TLS without CredSSP. */
  readonly tls: boolean | null;
  /** Accepts standard RDP security. */
  readonly rdp: boolean | null;
  /** Common name of its certificate, where the host shows one to whoever keeps to what it offers. */
  readonly certificate: string | null;
  /** NTLM computer name. */
  readonly computer: string | null;
}

export interface Host {
  readonly name: string;
  readonly address: string;
  /** What is left out is not judged. */
  readonly truth: Partial<Facts>;
  readonly stop: () => Promise<void>;
}

const certificateName = 'rdp.lab.test';
const computer = hostname().toUpperCase();

type Layers = Pick<Facts, 'nla' | 'tls' | 'rdp'>;

async function shadowHost(mode: ShadowMode, layers: Layers): Promise<Host> {
  const address = freshAddress();
  const server = await startShadow({
    address,
    mode,
    certificate: await certificate('good', certificateName)
  });
  const truth = {
    ...layers,
    certificate: layers.nla === true || layers.tls === true ? certificateName : null,
    // In its other modes FreeRDP gives the name to whoever starts TLS although it was refused: no fault to ask, nor not to.
    ...(layers.nla === true ? { computer } : {})
  };
  return { name: `FreeRDP ${mode}`, address, truth, stop: () => server.stop() };
}

async function xrdpHost(layer: XrdpOptions['layer'], layers: Layers): Promise<Host> {
  const address = freshAddress();
  const server = await startXrdp({ address, layer, certificate: await certificate('good', certificateName) });
  const truth = { ...layers, certificate: layers.tls === true ? certificateName : null, computer: null };
  return { name: `xrdp ${layer}`, address, truth, stop: () => server.stop() };
}

/** Seven real servers on the real port, each at a loopback address of its own. */
export async function startHosts(): Promise<Host[]> {
  return [
    await shadowHost('rdp', { nla: false, tls: false, rdp: true }),
    await shadowHost('tls', { nla: false, tls: true, rdp: false }),
    await shadowHost('nla', { nla: true, tls: false, rdp: false }),
    await shadowHost('mixed', { nla: true, tls: true, rdp: true }),
    await xrdpHost('rdp', { nla: false, tls: false, rdp: true }),
    await xrdpHost('tls', { nla: false, tls: true, rdp: false }),
    await xrdpHost('negotiate', { nla: false, tls: true, rdp: true })
  ];
}
