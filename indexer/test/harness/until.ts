import { setTimeout as sleep } from "node:timers/promises";

/** Resolves once the condition holds; rejects with what it saw last when it does not within `withinMs`. */
export async function until<T>(
  read: () => Promise<T>,
  holds: (value: T) => boolean,
  withinMs = 10_000,
): Promise<T> {
  const deadlineMs = performance.now() + withinMs;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (performance.now() > deadlineMs) {
      const seen = JSON.stringify(value, (_, part: unknown) =>
        typeof part === "bigint" ? String(part) : part,
      );
      throw new Error(`still not so after ${withinMs} ms: ${seen}`);
    }
    await sleep(10);
  }
}
