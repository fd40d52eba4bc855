import { LIMITS } from "@idos/protocol";
import { createSlots } from "../slots.ts";

/** Bounds the memory that bodies take at the same time, and how long they keep the process from other requests. */
export interface LargeBodies {
  /** Does what reads and handles somebody's body of at most `bytesAhead`. Throws OVERLOADED when enough large ones are there. */
  during<Result>(who: string, bytesAhead: number, work: () => Promise<Result>): Promise<Result>;
}

export function createLargeBodies(): LargeBodies {
  const slots = createSlots(LIMITS.largeBodies);
  return {
    async during(who, bytesAhead, work) {
      if (bytesAhead <= LIMITS.jsonBodyBytesMax) return work();
      const giveBack = slots.take(who);
      try {
        return await work();
      } finally {
        giveBack();
      }
    },
  };
}
