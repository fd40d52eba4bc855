import { z } from "zod";

/** What repeated measurements of one thing say. */
export const spreadSchema = z.strictObject({ median: z.number(), min: z.number(), max: z.number() });
export type Spread = z.output<typeof spreadSchema>;

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  return { median: median(sorted), min: sorted[0] ?? NaN, max: sorted.at(-1) ?? NaN };
}

/** Between the middle two of an even number: the lesser one alone would favor whoever it is divided by. */
function median(sorted: readonly number[]): number {
  const [below, above] = [Math.floor, Math.ceil].map((rounded) => sorted[rounded((sorted.length - 1) / 2)]);
  return ((below ?? NaN) + (above ?? NaN)) / 2;
}

/** Of sorted values, by the nearest rank. */
export function quantile(sorted: ArrayLike<number>, fraction: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * fraction) - 1)] ?? NaN;
}

/** Of `one` to `other`: of the medians, and the least and the greatest that any pair of runs gives. */
export function ratio(one: Spread, other: Spread): Spread {
  return { median: one.median / other.median, min: one.min / other.max, max: one.max / other.min };
}
