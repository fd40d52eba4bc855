import { LIMITS, ProblemError } from "@idos/protocol";

/** Bounds the memory of envelopes that are on their way out to slow readers. */
export interface DownloadSlots {
  /** Returns what gives the slot back. Throws OVERLOADED when all are taken. */
  take(): () => void;
}

export function createDownloadSlots(atOnceMax: number = LIMITS.largeDownloadsAtOnceMax): DownloadSlots {
  const taken = new Set<symbol>();
  return {
    take() {
      if (taken.size >= atOnceMax)
        throw new ProblemError("OVERLOADED", "Ask for it again shortly.", {
          largeDownloadsAtOnceMax: atOnceMax,
        });
      const slot = Symbol();
      taken.add(slot);
      return () => void taken.delete(slot);
    },
  };
}
