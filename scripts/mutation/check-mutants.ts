import type { Mutant } from "./mutant.ts";
import type { Findings } from "./report.ts";
import { refutedByProperties } from "./solidity-properties.ts";
import type { Trial } from "./verdict.ts";
import { type PoolOptions, tryAll } from "./worker-pool.ts";

export interface Progress {
  readonly tried: number;
  readonly survived: number;
}

export interface CheckOptions extends PoolOptions {
  /** Whether the Solidity properties are asked about what no test told from the contract. */
  readonly asksProperties: boolean;
  readonly onProgress: (progress: Progress) => void;
}

/** Tries every mutant. Throws where the contract itself does not pass, which would count as a kill of all. */
export async function checkMutants(mutants: readonly Mutant[], options: CheckOptions): Promise<Findings> {
  let [byTest, refused, same, byProperty, tried] = [0, 0, 0, 0, 0];
  const byTime: Mutant[] = [];
  const untold: Mutant[] = [];
  const original: Trial = {};
  await tryAll<Trial | Mutant>([original, ...mutants], options, (mutant, verdict) => {
    if (!("place" in mutant)) {
      if (verdict !== "timeout" && verdict.outcome === "survived") return;
      throw new Error(`the contract itself does not pass: ${JSON.stringify(verdict)}`);
    }
    tried += 1;
    if (verdict === "timeout") byTime.push(mutant);
    else if (verdict.outcome === "killed") byTest += 1;
    else if (verdict.outcome === "refused") refused += 1;
    else if (verdict.outcome === "same") same += 1;
    else untold.push(mutant);
    options.onProgress({ tried, survived: untold.length });
  });
  const survivors: Mutant[] = [];
  for (const mutant of untold) {
    if (options.asksProperties && (await refutedByProperties(mutant))) byProperty += 1;
    else survivors.push(mutant);
  }
  return { byTest, byProperty, byTime, refused, same, survivors };
}
