import { LIMITS, ProblemError } from "@idos/protocol";

/** Bounds the memory that bodies take at the same time, and how long they keep the process from other requests. */
export interface LargeBodies {
  /** Does what reads and handles a body of at most `bytesAhead`. Throws OVERLOADED when enough large ones are there. */
  during<Result>(bytesAhead: number, work: () => Promise<Result>): Promise<Result>;
}

export function createLargeBodies(atOnceMax: number = LIMITS.largeBodiesAtOnceMax): LargeBodies {
  let underWay = 0;
  return {
    async during(bytesAhead, work) {
      if (bytesAhead <= LIMITS.jsonBodyBytesMax) return work();
      if (underWay >= atOnceMax)
        throw new ProblemError("OVERLOADED", "Send it again shortly.", { largeBodiesAtOnceMax: atOnceMax });
      underWay += 1;
      try {
        return await work();
      } finally {
        underWay -= 1;
      }
    },
  };
}
