import { ProblemError } from "@idos/protocol";

/** Bounds what is under way at the same time, in all and for each. */
export interface Slots {
  /** Returns what gives the slot back. Throws OVERLOADED when all are taken, or all that one may have. */
  take(who: string): () => void;
}

export interface SlotLimits {
  readonly atOnceMax: number;
  /** So that nobody alone keeps the others out. */
  readonly eachMax: number;
}

export function createSlots({ atOnceMax, eachMax }: SlotLimits): Slots {
  const taken = new Map<symbol, string>();
  return {
    take(who) {
      const own = [...taken.values()].filter((other) => other === who).length;
      if (taken.size >= atOnceMax || own >= eachMax)
        throw new ProblemError("OVERLOADED", "Ask for it again shortly.", { atOnceMax, eachMax });
      const slot = Symbol();
      taken.set(slot, who);
      return () => void taken.delete(slot);
    },
  };
}
