import type { CodeFacts } from './code-entry';

/** The numbers mstsc gives for a Remote Desktop gateway; the codes inside are counted from the first. */
export const gatewayRange = { from: 0x3000001, to: 0x30000ff } as const;

export interface GatewayGroup extends CodeFacts {
  readonly text: string;
  readonly codes: readonly number[];
}

const fromGateway = (...numbers: readonly number[]): readonly number[] => numbers.map((n) => 50_330_000 + n);

/**
 * A connection through a gateway fails for reasons of the gateway's own, so its codes are told by group.
 * The codes are in the disconnect table of TechNet wiki article 37870.
 */
export const gatewayGroups: readonly GatewayGroup[] = [
  {
    text: 'credentials',
    name: 'RD Gateway: credentials',
    side: 'user',
    failure: 'credentials',
    causes: ['rdp-file-gateway', 'saved-credential'],
    codes: fromGateway(1649, 1669, 1674, 1681, 1686, 1691, 1692)
  },
  {
    text: 'certificate',
    name: 'RD Gateway: certificate',
    side: 'network',
    failure: 'tls',
    causes: ['rdp-file-gateway'],
    alsoCheck: ['clock-skew'],
    codes: fromGateway(1650, 1651, 1652, 1653, 1654, 1655, 1688)
  },
  {
    text: 'reachability',
    name: 'RD Gateway: not reachable',
    side: 'network',
    failure: 'connection-lost',
    causes: ['rdp-file-gateway', 'unstable-connection'],
    codes: fromGateway(1656, 1657, 1658, 1660, 1661, 1663, 1672, 1673, 1682)
  },
  {
    text: 'authorization',
    name: 'RD Gateway: not authorised',
    side: 'host',
    failure: 'credentials',
    causes: ['rdp-file-gateway'],
    codes: fromGateway(1675, 1676, 1679, 1689, 1704, 1705, 1717)
  },
  {
    text: 'proxy',
    name: 'RD Gateway: proxy or firewall in between',
    side: 'network',
    failure: 'other',
    causes: ['rdp-file-gateway'],
    codes: fromGateway(1680, 1695, 1696, 1716, 1722)
  },
  {
    text: 'session',
    name: 'RD Gateway: session or cookie',
    side: 'host',
    failure: 'connection-lost',
    causes: ['rdp-file-gateway'],
    codes: fromGateway(1698, 1699, 1700, 1701, 1714)
  },
  {
    text: 'client',
    name: 'RD Gateway: part of the client',
    side: 'client',
    failure: 'other',
    causes: ['client-too-old', 'rdp-file-gateway'],
    codes: fromGateway(1662, 1664, 1665, 1666, 1667, 1668, 1693, 1721)
  },
  {
    text: 'other',
    name: 'RD Gateway: policy or service',
    side: 'host',
    failure: 'other',
    causes: ['rdp-file-gateway'],
    codes: fromGateway(
      ...[1659, 1671, 1683, 1684, 1685, 1687, 1690, 1703, 1707, 1708, 1709, 1710, 1711, 1712, 1713, 1718],
      ...[1719, 1723, 1724, 1725, 1726, 1727, 1728]
    )
  }
];
