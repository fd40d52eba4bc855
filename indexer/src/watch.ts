import type { Step } from "./follow.ts";
import type { Checkpoint } from "./grant-index.ts";

/** Is told what becomes of the index; changes nothing. */
export interface Watch {
  /** A new index begins here. */
  began?(at: Checkpoint): void;
  /** This writer goes on from here. */
  resumed?(at: Checkpoint): void;
  /** The step was applied, its write may still be under way; the index then stands at `tip`. */
  applied?(step: Step, tip: Checkpoint): void;
  failed?(error: unknown): void;
}

export function watchAll(watches: readonly Watch[]): Required<Watch> {
  return {
    began: (at) => watches.forEach((watch) => watch.began?.(at)),
    resumed: (at) => watches.forEach((watch) => watch.resumed?.(at)),
    applied: (step, tip) => watches.forEach((watch) => watch.applied?.(step, tip)),
    failed: (error) => watches.forEach((watch) => watch.failed?.(error)),
  };
}
