/** The groups of a recovery code, as it is shown. */
export function groupsOf(code: string): readonly string[] {
  return code.split("-");
}

/** Two different ones to be typed again, in their order. `random` holds two random numbers. */
export function askedGroups(count: number, random: Uint32Array): readonly number[] {
  const first = (random[0] ?? 0) % count;
  const second = (first + 1 + ((random[1] ?? 0) % (count - 1))) % count;
  return [first, second].sort((one, other) => one - other);
}
