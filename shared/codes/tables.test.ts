import { describe, expect, it } from 'vitest';
import { findingIdSchema, networkFindingIds, machineFindingIds, type FindingId } from '../model/finding-id';
import { hasText } from '../text';
import codeTexts from '../text/en/code.json';
import clientTexts from '../text/en/finding-client.json';
import listenerTexts from '../text/en/finding-listener.json';
import networkTexts from '../text/en/finding.json';
import reachTexts from '../text/en/finding-reach.json';
import securityTexts from '../text/en/finding-security.json';
import { toHex, type CodeFacts } from './code-entry';
import { disconnectReasons } from './disconnect-reasons';
import { extendedReasonRanges, extendedReasons } from './extended-reasons';
import {
  familiesByLowByte,
  hresultFamilies,
  unknownDisconnectReason,
  unknownExtendedReason,
  unknownGateway,
  unknownHresult,
  unknownNtstatus
} from './families';
import { gatewayGroups } from './gateway';
import { hresults } from './hresults';
import { kindOfFailure, lookUp, type NumberKind } from './look-up';
import { ownMessages, wordedCodes } from './messages';
import { ntstatuses } from './ntstatuses';

interface Row {
  readonly key: string;
  readonly facts: CodeFacts;
}

const listed: readonly Row[] = [
  ...disconnectReasons.map((facts) => ({
    key: `code.disconnect-reason.${facts.text ?? toHex(facts.code)}`,
    facts
  })),
  ...extendedReasons.map((facts) => ({
    key: `code.extended-reason.${facts.text ?? toHex(facts.code)}`,
    facts
  })),
  ...extendedReasonRanges.map((facts) => ({ key: `code.extended-reason.${facts.text}`, facts })),
  ...gatewayGroups.map((facts) => ({ key: `code.gateway.${facts.text}`, facts })),
  ...hresults.map((facts) => ({ key: `code.hresult.${facts.text ?? toHex(facts.code)}`, facts })),
  ...ntstatuses.map((facts) => ({ key: `code.ntstatus.${facts.text ?? toHex(facts.code)}`, facts })),
  ...ownMessages.map((facts) => ({ key: `code.message.${facts.id}`, facts }))
];
const families: readonly Row[] = [
  ...[...Object.values(familiesByLowByte), unknownDisconnectReason].map((facts) => ({
    key: `code.unknown.disconnect-reason.${facts.text}`,
    facts
  })),
  { key: `code.unknown.extended-reason.${unknownExtendedReason.text}`, facts: unknownExtendedReason },
  { key: `code.unknown.gateway.${unknownGateway.text}`, facts: unknownGateway },
  ...[...hresultFamilies, unknownHresult].map((facts) => ({
    key: `code.unknown.hresult.${facts.text}`,
    facts
  })),
  { key: `code.unknown.ntstatus.${unknownNtstatus.text}`, facts: unknownNtstatus }
];
const rows = [...listed, ...families];

const notes = ['alert_one', 'alert_other', 'd-prefix'].map((note) => `code.note.${note}`);

function leaves(node: unknown, path: string): string[] {
  return typeof node === 'object' && node !== null
    ? Object.entries(node).flatMap(([key, value]) => leaves(value, `${path}.${key}`))
    : [path];
}

const named = new Set<FindingId>(rows.flatMap(({ facts }) => [...facts.causes, ...(facts.alsoCheck ?? [])]));

describe('the tables of codes', () => {
  it('name only findings that exist', () => {
    for (const id of named) expect(findingIdSchema.safeParse(id).success, id).toBe(true);
  });

  it('name no cause or check twice', () => {
    for (const { key, facts } of rows) {
      const all = [...facts.causes, ...(facts.alsoCheck ?? [])];
      expect(new Set(all).size, key).toBe(all.length);
    }
  });

  it('have a meaning for each code, and none that no code uses', () => {
    for (const { key } of rows) expect(hasText(key), key).toBe(true);
    const used = new Set([...rows.map(({ key }) => key), ...notes]);
    const orphans = leaves(codeTexts, 'code').filter((key) => !used.has(key) && !key.startsWith('code.why.'));
    expect(orphans).toEqual([]);
  });

  it('override the reason of a cause only where that cause is named', () => {
    const overridden = leaves(codeTexts.why, 'code').map((key) => key.split('.'));
    expect(overridden.length).toBeGreaterThan(0);
    for (const [area, kind, code, finding] of overridden) {
      const row = listed.find(({ key }) => key === `${area}.${kind}.${code}`);
      expect(row?.facts.causes, `${kind} ${code}`).toContain(finding);
    }
  });

  it('have each code once', () => {
    const all = [disconnectReasons, extendedReasons, hresults, ntstatuses].map((table) =>
      table.map(({ code }) => code)
    );
    for (const codes of [...all, gatewayGroups.flatMap(({ codes }) => codes)]) {
      expect(new Set(codes).size).toBe(codes.length);
    }
  });
});

describe('the texts of findings', () => {
  it('are there for each finding, whole', () => {
    const parts = [networkTexts, listenerTexts, securityTexts, reachTexts, clientTexts];
    const texts = Object.assign({}, ...parts) as Readonly<Record<string, Readonly<Record<string, string>>>>;
    for (const id of [...networkFindingIds, ...machineFindingIds])
      expect(Object.keys(texts[id] ?? {}), id).toEqual(['title', 'meaning', 'next', 'why']);
    const all = parts.flatMap((part) => Object.keys(part));
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((id) => !findingIdSchema.safeParse(id).success)).toEqual([]);
  });
});

// The rows of the reference tables as plain numbers, so that a row which goes missing is noticed.
const expected: Readonly<Record<Exclude<NumberKind, 'gateway'>, readonly number[]>> = {
  'disconnect-reason': [
    ...[
      0, 1, 2, 3, 4, 260, 262, 518, 774, 263, 264, 266, 522, 778, 1034, 516, 519, 520, 772, 776, 1028, 1030,
      1032
    ],
    ...[
      1286, 1288, 1540, 1542, 1544, 1796, 1798, 1800, 2052, 2055, 2056, 2308, 2310, 2566, 2311, 2312, 2567,
      2820
    ],
    ...[
      2822, 3078, 3080, 2823, 2825, 3079, 3334, 3335, 3337, 3590, 3591, 3592, 3593, 3847, 3848, 4103, 4104,
      4356
    ],
    ...[4359, 4360, 4615, 4871, 5127, 5639, 5895, 6151, 6919, 7175, 7431, 7943, 8455, 8711, 9479, 9732],
    ...[33554433, 33554434]
  ],
  'extended-reason': [
    ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 17, 18, 23, 24],
    ...[256, 257, 258, 259, 260, 261, 262, 263, 264, 265, 266, 267, 768],
    // The ends and the middle of each range.
    ...[0x400, 0x407, 0x412, 0x10c9, 0x10e0, 0x10f8, 0x1111, 0x111a, 0x1126, 0x112c, 0x112d, 0x112e, 0x112f],
    ...[0x1134, 0x1135, 0x1136, 0x1191, 0x1194, 0x1196]
  ],
  hresult: [
    ...[
      0x80090302, 0x80090303, 0x80090304, 0x80090305, 0x80090308, 0x8009030c, 0x8009030d, 0x8009030e,
      0x8009030f
    ],
    ...[
      0x80090311, 0x80090317, 0x80090318, 0x80090322, 0x80090324, 0x80090325, 0x80090326, 0x80090327,
      0x80090328
    ],
    ...[
      0x80090330, 0x80090331, 0x80090342, 0x80090346, 0x80090349, 0x80090350, 0x8009035e, 0x8009035f,
      0x80090363
    ],
    ...[0x80092010, 0x80070040, 0x8007052e]
  ],
  ntstatus: [
    ...[
      0xc000006d, 0xc000006e, 0xc0000064, 0xc000006a, 0xc0000234, 0xc0000072, 0xc0000193, 0xc0000071,
      0xc0000224
    ],
    ...[0xc0000133, 0xc000015b, 0xc0000022, 0xc000035b, 0xc0000001, 0xc00000b5]
  ]
};

const gatewayRows: Readonly<Record<string, readonly number[]>> = {
  credentials: [1649, 1669, 1674, 1681, 1686, 1691, 1692],
  certificate: [1650, 1651, 1652, 1653, 1654, 1655, 1688],
  reachability: [1656, 1657, 1658, 1660, 1661, 1663, 1672, 1673, 1682],
  authorization: [1675, 1676, 1679, 1689, 1704, 1705, 1717],
  proxy: [1680, 1695, 1696, 1716, 1722],
  session: [1698, 1699, 1700, 1701, 1714],
  client: [1662, 1664, 1665, 1666, 1667, 1668, 1693, 1721],
  other: [
    ...[1659, 1671, 1683, 1684, 1685, 1687, 1690, 1703, 1707, 1708, 1709, 1710, 1711, 1712, 1713, 1718, 1719],
    ...[1723, 1724, 1725, 1726, 1727, 1728]
  ]
};

describe('no row of the reference is missing', () => {
  for (const kind of ['disconnect-reason', 'extended-reason', 'hresult', 'ntstatus'] as const) {
    it(kind, () => {
      for (const code of expected[kind]) {
        const { listed, facts } = lookUp(kind, code);
        expect(listed && facts.name !== null, toHex(code)).toBe(true);
      }
    });
  }

  it('gateway', () => {
    for (const [group, numbers] of Object.entries(gatewayRows)) {
      for (const number of numbers) {
        expect(lookUp('gateway', 50_330_000 + number).textKey, String(number)).toBe(`code.gateway.${group}`);
      }
    }
  });

  it('TLS alerts', () => {
    const alerts = Object.fromEntries(
      hresults.flatMap(({ code, alerts: all }) => (all ?? []).map((n) => [n, code]))
    );
    expect(alerts).toEqual({
      ...{ 10: 0x80090326, 20: 0x8009030f, 21: 0x80090330, 22: 0x80090326, 30: 0x8009030f, 40: 0x80090326 },
      ...{ 42: 0x80090327, 43: 0x80090327, 44: 0x80092010, 45: 0x80090328, 46: 0x80090327, 47: 0x80090326 },
      ...{ 48: 0x80090325, 49: 0x8009030c, 50: 0x80090326, 51: 0x80090330, 60: 0x80090326, 70: 0x80090302 },
      ...{ 71: 0x80090331, 80: 0x80090304 }
    });
  });

  it('the range of protocol errors, whose single numbers nothing names', () => {
    for (const code of [0x1000, 0x3abc, 0x7fff]) {
      expect(lookUp('extended-reason', code)).toMatchObject({
        listed: false,
        textKey: 'code.extended-reason.protocol-range'
      });
    }
    expect(lookUp('extended-reason', 0x8000).textKey).toBe('code.unknown.extended-reason.none');
  });
});

describe('what sort of failure a code is', () => {
  it('stands beside it', () => {
    const sorts = [263, 2055, 6919, 2825, 2308, 516].map((code) => kindOfFailure('disconnect-reason', code));
    expect(sorts).toEqual(['no-failure', 'credentials', 'tls', 'nla', 'connection-lost', 'other']);
    expect(kindOfFailure('hresult', 0x80090302)).toBe('credssp');
    expect(kindOfFailure('disconnect-reason', 9223)).toBe('other');
  });

  it('is no failure for what a person did', () => {
    for (const code of [0, 1, 2, 263, 7943])
      expect(kindOfFailure('disconnect-reason', code)).toBe('no-failure');
    for (const code of [1, 2, 11, 12]) expect(kindOfFailure('extended-reason', code)).toBe('no-failure');
  });
});

describe('messages', () => {
  it('have an id of their own, and hide only messages that exist', () => {
    const ids = [...ownMessages, ...wordedCodes].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of [...ownMessages, ...wordedCodes].flatMap(({ hides }) => hides ?? []))
      expect(ids).toContain(id);
  });

  it('that word a code word one that is listed', () => {
    for (const { id, like } of wordedCodes) expect(lookUp(like.kind, like.code).listed, id).toBe(true);
  });
});
