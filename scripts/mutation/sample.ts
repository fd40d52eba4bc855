/** xorshift32: the same numbers for the same seed on any machine. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed | 0 || 1;
  for (;;) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield state >>> 0;
  }
}

/** `size` of the items, drawn by `seed`, in their own order. */
export function sample<T>(items: readonly T[], size: number, seed: number): readonly T[] {
  const rest = items.map((_, index) => index);
  const drawn = new Set<number>();
  const random = numbers(seed);
  while (drawn.size < size && rest.length > 0) {
    const [index] = rest.splice(random.next().value % rest.length, 1);
    if (index !== undefined) drawn.add(index);
  }
  return items.filter((_, index) => drawn.has(index));
}
