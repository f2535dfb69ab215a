/** Smallest, middle and largest of some figures, unit as given. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Fails without a figure. */
export function spread(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((a, b) => a - b);
  const [min] = sorted;
  const max = sorted[sorted.length - 1];
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (min === undefined || max === undefined || upper === undefined || lower === undefined)
    throw new Error('no figures');
  return { min, median: (lower + upper) / 2, max };
}

/** `12.3 / 14.0 / 18.9`, with so many digits after the point. */
export const spreadText = ({ min, median, max }: Spread, digits: number): string =>
  [min, median, max].map((figure) => figure.toFixed(digits)).join(' / ');

/** Divides pair by pair, so that what slowed the machine down for a moment slows both. */
export const ratios = (ours: readonly number[], theirs: readonly number[]): number[] =>
  ours.map((figure, index) => figure / (theirs[index] ?? Number.NaN));
