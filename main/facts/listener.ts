import { defineFacts, dword, string } from './define-facts';
import { effective, isKnown, known, map, notKnown, orDefault, type Fact } from './fact';
import { rdpTcp, terminalServer, terminalServicesPolicy } from './registry-paths';

/** https://learn.microsoft.com/windows-server/remote/remote-desktop-services/clients/change-listening-port */
export const defaultPort = 3389;
/** What Windows ships as the number of connections, and what counts as no limit. */
export const noLimit = 0xffff_ffff;
/** 1 is off. */
const offByDefault = 1;

/** The part of Remote Desktop that takes connections: whether it does, where, and how many. */
export const listener = defineFacts({
  id: 'listener',
  readings: {
    port: dword(rdpTcp, 'PortNumber'),
    enabled: dword(rdpTcp, 'fEnableWinStation'),
    limit: dword(rdpTcp, 'MaxInstanceCount'),
    limitPolicy: dword(terminalServicesPolicy, 'MaxInstanceCount'),
    adapter: dword(rdpTcp, 'LanAdapter'),
    protocol: string(rdpTcp, 'LoadableProtocol_Object'),
    denied: dword(terminalServer, 'fDenyTSConnections'),
    deniedPolicy: dword(terminalServicesPolicy, 'fDenyTSConnections')
  },
  derive: (read) => ({
    /** TCP port, 1 to 65535. */
    port: asPort(orDefault(read.port, defaultPort)),
    /** fDenyTSConnections: 0 where Remote Desktop is on. */
    denied: effective(read.deniedPolicy, read.denied, known(offByDefault, read.denied.path)),
    /** The policy's fDenyTSConnections; null where there is none. */
    deniedPolicy: read.deniedPolicy,
    /** What counts whenever the policy is away, such as while it is refreshed. */
    deniedLocal: orDefault(read.denied, offByDefault),
    /** fEnableWinStation: 0 where the listener is off. */
    enabled: orDefault(read.enabled, 1),
    /** MaxInstanceCount: how many connections it takes at once. */
    connectionLimit: effective(read.limitPolicy, read.limit, known(noLimit, read.limit.path)),
    /** LanAdapter: 0 is all adapters. */
    adapter: orDefault(read.adapter, 0),
    /** LoadableProtocol_Object: the class that does the listening; null where none is named. */
    protocol: read.protocol
  })
});

const asPort = (fact: Fact<number>): Fact<number> =>
  isKnown(fact) && (fact.value < 1 || fact.value > 65_535)
    ? notKnown('failed', fact.path, `${fact.value} is no port`)
    : fact;

/** Whether Remote Desktop is on, with the value that decides it. */
export const isOn = (denied: Fact<number>): Fact<boolean> => map(denied, (value) => value === 0);
