/**
 * The results of tasks in the order in which `begin` gave them, as long as it gives one. At most `ahead()` of them are
 * under way or wait to be taken. A failure is thrown when its turn comes.
 */
export async function* readAhead<T>(
  begin: () => Promise<T> | undefined,
  ahead: () => number,
): AsyncGenerator<T, void> {
  const waiting: Promise<T>[] = [];
  for (;;) {
    while (waiting.length < ahead()) {
      const task = begin();
      if (task === undefined) break;
      // Whoever stops early has no turn for the rest.
      task.catch(() => undefined);
      waiting.push(task);
    }
    const first = waiting.shift();
    if (first === undefined) return;
    yield await first;
  }
}
