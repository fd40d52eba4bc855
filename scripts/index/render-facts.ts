export type Fact = readonly [label: string, value: string];

/** Labels in one column, values in the next. */
export function renderFacts(facts: readonly Fact[]): string[] {
  const width = Math.max(...facts.map(([label]) => label.length)) + 2;
  return facts.map(([label, value]) => `${label.padEnd(width)}${value}`);
}

/** Unix seconds as people write them, in UTC. */
export function timeOf(unixSeconds: number | bigint): string {
  const date = new Date(Number(unixSeconds) * 1_000);
  if (Number.isNaN(date.getTime())) return `the Unix second ${unixSeconds}`;
  return `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** One line of JSON; a uint64 travels as decimal text. */
export function renderJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part));
}
