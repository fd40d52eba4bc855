import { setImmediate as nextTurn } from "node:timers/promises";

/** Does a task when it is its turn. */
export type Turns = <Result>(task: () => Promise<Result>) => Promise<Result>;

/**
 * A few tasks at a time, in the order they came, and a turn of the event loop before each: the embedded database
 * computes in this process, and a queue for it would keep everything else waiting until it is empty.
 */
export function createTurns(atOnceMax: number): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running < atOnceMax) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    await nextTurn();
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
