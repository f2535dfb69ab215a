import { isKnown, notKnown } from '../../facts/fact';
import { registryValue, section } from '../../facts/image-index';
import { defineKind, isSameName } from './kind';
import type { RegistryData } from '../../../shared/model/machine-image';

/** A value of the registry with its type. */
export const registryValueKind = defineKind<'registry-value'>({
  now: (index, { key, value }) => {
    const path = `${key}\\${value}`;
    const whole = section(index, 'registry');
    // A PC without a registry was not looked at.
    if (isKnown(whole) && whole.value === null) return notKnown('failed', path, 'no registry');
    const keys = Object.entries(index.image.registry ?? {}).filter(([one]) => isSameName(one, key));
    const values = Object.keys(valuesOf(keys[0]?.[1])).filter((one) => isSameName(one, value));
    if (keys.length > 1 || values.length > 1) return notKnown('failed', path, 'listed more than once');
    return registryValue(index, key, value);
  },
  mayBeAbsent: true,
  same: (one, other) =>
    one[0] === other[0] && (typeof one[1] === 'number' ? one[1] === other[1] : dataId(one) === dataId(other)),
  shown: ({ type }, state) => (state[0] === type ? dataOf(state) : [state[0], dataOf(state)])
});

const valuesOf = (entry: unknown): object =>
  typeof entry === 'object' && entry !== null && 'values' in entry && typeof entry.values === 'object'
    ? (entry.values ?? {})
    : {};

const dataOf = ([, data]: RegistryData): string | number | string[] => data;
/** Hex is written in either case; text is what it is. */
const dataId = ([type, data]: RegistryData): string =>
  JSON.stringify(/SZ$/.test(type) || typeof data !== 'string' ? data : data.toLowerCase());
