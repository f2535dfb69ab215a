import { expect } from 'vitest';
import { freshAddress } from './addresses';
import { certificate, type CertificateKind } from './certificates';
import { openNetwork, serverAddress, type Network } from './namespaces';
import { startNames, type Zone } from './names';
import type { Place } from './row';
import { startShadow, type ShadowMode } from './shadow';
import { mustBeSound } from './witness';
import { serve, wrongServers, type WrongServerName } from './wrong-servers';
import { startXrdp, type XrdpOptions } from './xrdp';

/** A FreeRDP shadow server of its own on loopback. Without a certificate it makes its own, as Windows does. */
export const shadow =
  (mode: ShadowMode, kind?: CertificateKind, judge?: (address: string) => Promise<void>) =>
  async (): Promise<Place> => {
    const address = freshAddress();
    const files = kind === undefined ? undefined : await certificate(kind);
    const server = await startShadow({ address, mode, certificate: files });
    return {
      target: address,
      ...(judge === undefined ? {} : { witness: () => judge(address) }),
      close: () => server.stop()
    };
  };

/** An xrdp of its own on loopback. Its own log says what it selected; `logs` is what else must stand there. */
export const xrdp =
  (
    layer: XrdpOptions['layer'],
    kind: CertificateKind = 'good',
    options: { readonly versions?: string; readonly weak?: boolean; readonly logs?: string } = {}
  ) =>
  async (): Promise<Place> => {
    const address = freshAddress();
    const server = await startXrdp({ address, layer, certificate: await certificate(kind), ...options });
    const selected = layer === 'rdp' ? 'RDP' : 'SSL';
    const witness = (): void => {
      const log = server.ownLog();
      expect(log, 'the log of xrdp').toContain(
        `requested [SSL|HYBRID|HYBRID_EX|RDP], selected [${selected}]`
      );
      expect(log, 'the log of xrdp').toContain(options.logs ?? '');
    };
    // Without its key it decides otherwise, and the log does not say so in these words.
    return { target: address, ...(kind === 'key missing' ? {} : { witness }), close: () => server.stop() };
  };

/** A scripted server on loopback. */
export const wrong = (name: WrongServerName) => async (): Promise<Place> => {
  const server = await serve(wrongServers[name], freshAddress());
  return { target: server.address, close: () => server.close() };
};

export interface Fault {
  /** Rules in the router, see `Network.block`. Put in afresh before each run, so that counting rules start from zero. */
  readonly rules?: readonly string[];
  /** What else is broken once the server is known to be sound, and how it is mended. */
  readonly break?: (network: Network) => Promise<void>;
  readonly mend?: (network: Network) => Promise<void>;
  /** Target, when it is not the server. */
  readonly target?: string;
}

/**
 * A sound FreeRDP host that insists on NLA, behind a router, and a fault between the two. A witness finds the host
 * sound before the fault and after it, so what the probe says is about the fault. Server and network are fresh each time:
 * a shadow server can hang after a fault.
 */
export const behind = (fault: Fault) => async (): Promise<Place> => {
  const network = await openNetwork();
  try {
    const server = await startShadow({ address: serverAddress, mode: 'nla', inside: network.server });
    await mustBeSound('before the fault', serverAddress, network.client);
    await fault.break?.(network);
    return {
      target: fault.target ?? serverAddress,
      inside: network.client,
      arm: async () => {
        await network.clear();
        for (const rule of fault.rules ?? []) await network.block(rule);
      },
      witness: async () => {
        await network.clear();
        await fault.mend?.(network);
        await mustBeSound('after the fault', serverAddress, network.client);
      },
      close: async () => {
        await server.stop();
        await network.close();
      }
    };
  } catch (error) {
    await network.close();
    throw error;
  }
};

export interface Named {
  /** As typed. */
  readonly target: string;
  readonly zone?: Zone;
  /** Where the host listens; nowhere when empty. */
  readonly hosts?: readonly string[];
  /** What the host calls itself. */
  readonly hostname?: string;
  readonly certificate?: CertificateKind;
  /** Lines of the client's hosts file. */
  readonly hostsFile?: string;
  readonly rules?: readonly string[];
  readonly break?: (network: Network) => Promise<void>;
}

/** The name in most rows: of the host, in its certificate and, with `.lab.test`, in the DNS. */
export const hostname = 'pc9';

/** A host that insists on NLA behind a name server of its own. */
export const named = (wanted: Named) => async (): Promise<Place> => {
  const network = await openNetwork();
  const close = async (): Promise<void> => {
    await network.close();
  };
  try {
    const files = await certificate(wanted.certificate ?? 'good', `${hostname}.lab.test`);
    await startNames(network, wanted.zone ?? {});
    if (wanted.hostsFile !== undefined) network.clientFiles({ hosts: `${wanted.hostsFile}\n` });
    for (const address of wanted.hosts ?? []) {
      await startShadow({
        address,
        mode: 'nla',
        certificate: files,
        inside: network.server,
        hostname: wanted.hostname ?? hostname
      });
      await mustBeSound('before the fault', address, network.client);
    }
    for (const rule of wanted.rules ?? []) await network.block(rule);
    await wanted.break?.(network);
    return { target: wanted.target, inside: network.client, close };
  } catch (error) {
    await close();
    throw error;
  }
};
