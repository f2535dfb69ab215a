import type { CodeKind } from '../model/explanation';
import { toHex, type CodeFacts, type CodeEntry, type KindOfFailure } from './code-entry';
import { disconnectReasons } from './disconnect-reasons';
import { extendedReasonRanges, extendedReasons } from './extended-reasons';
import {
  familiesByLowByte,
  hresultFamilies,
  unknownDisconnectReason,
  unknownExtendedReason,
  unknownGateway,
  unknownHresult,
  unknownNtstatus,
  type CodeFamily
} from './families';
import { gatewayGroups, gatewayRange } from './gateway';
import { hresults } from './hresults';
import { ntstatuses, withoutDPrefix } from './ntstatuses';

/** The kinds that are numbers. */
export type NumberKind = Exclude<CodeKind, 'message'>;

/** What is known of a number of a kind, and where its meaning stands in the catalogue. */
export interface Known {
  readonly facts: CodeFacts;
  readonly textKey: string;
  /** False where only the family is known. */
  readonly listed: boolean;
}

const byCode = <Entry extends CodeEntry>(entries: readonly Entry[]): ReadonlyMap<number, Entry> =>
  new Map(entries.map((entry) => [entry.code, entry]));

const tables = {
  'disconnect-reason': byCode(disconnectReasons),
  'extended-reason': byCode(extendedReasons),
  hresult: byCode(hresults),
  ntstatus: byCode(ntstatuses)
} as const;

function familyOf(kind: NumberKind, code: number): CodeFamily {
  switch (kind) {
    case 'disconnect-reason':
      return (
        (code > 0xff && code <= 0xffff ? familiesByLowByte[code & 0xff] : undefined) ??
        unknownDisconnectReason
      );
    case 'extended-reason':
      return unknownExtendedReason;
    case 'gateway':
      return unknownGateway;
    case 'hresult':
      return hresultFamilies.find(({ facility }) => facility === ((code >>> 16) & 0x7ff)) ?? unknownHresult;
    case 'ntstatus':
      return unknownNtstatus;
  }
}

/** What is known of `code`, a number of that kind; for an unknown one its family. */
export function lookUp(kind: NumberKind, code: number): Known {
  if (kind === 'gateway') {
    const group = gatewayGroups.find(({ codes }) => codes.includes(code));
    if (group) return { facts: group, textKey: `code.gateway.${group.text}`, listed: true };
  } else {
    const entry = tables[kind].get(code);
    if (entry) return { facts: entry, textKey: `code.${kind}.${entry.text ?? toHex(code)}`, listed: true };
  }
  const range =
    kind === 'extended-reason'
      ? extendedReasonRanges.find(({ from, to }) => code >= from && code <= to)
      : undefined;
  if (range) return { facts: range, textKey: `code.${kind}.${range.text}`, listed: range.name !== null };
  const family = familyOf(kind, code);
  return { facts: family, textKey: `code.unknown.${kind}.${family.text}`, listed: false };
}

/** The TLS alerts that Windows turns into this HRESULT. */
export const alertsOf = (code: number): readonly number[] => tables.hresult.get(code)?.alerts ?? [];

/** What sort of failure a number stands for; `other` for one that no table has. */
export const kindOfFailure = (kind: NumberKind, code: number): KindOfFailure =>
  lookUp(kind, code).facts.failure;

/**
 * The kind of a number by its size. A small one is a disconnect reason or an extended reason, which only its place or
 * its label tells.
 */
export function kindOf(value: number, label: 'code' | 'extended' | null): { kind: NumberKind; code: number } {
  if (value >= 0xd000_0000 && value < 0xe000_0000) return { kind: 'ntstatus', code: withoutDPrefix(value) };
  if (value >= 0xc000_0000 && value < 0xd000_0000) return { kind: 'ntstatus', code: value };
  if (value >= 0x8000_0000) return { kind: 'hresult', code: value };
  if (value >= gatewayRange.from && value <= gatewayRange.to) return { kind: 'gateway', code: value };
  if (label === 'extended') return { kind: 'extended-reason', code: value };
  // "Because of a protocol error (code: 0x112f)": mstsc prints an extended reason there, in a range of its own.
  const protocolError =
    value >= 0x1000 && !lookUp('disconnect-reason', value).listed && lookUp('extended-reason', value).listed;
  return { kind: protocolError ? 'extended-reason' : 'disconnect-reason', code: value };
}
