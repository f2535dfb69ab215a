/**
 * The numbers of a file's version, such as `6.2.9200.16398` or `6.1.7601.17514 (win7sp1_rtm.101119-1850)`. Null for
 * anything else.
 */
export function versionNumbers(version: string): readonly number[] | null {
  const numbers = /^\s*(\d{1,9}(?:\.\d{1,9}){1,3})(?![.\d])/.exec(version)?.[1];
  return numbers?.split('.').map(Number) ?? null;
}

/** Whether one version comes before another; what is missing at the end counts as 0. */
export function isOlder(one: readonly number[], other: readonly number[]): boolean {
  for (let place = 0; place < Math.max(one.length, other.length); place += 1) {
    const difference = (one[place] ?? 0) - (other[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
