import { expect } from "chai";
import { Violation } from "./oracle.ts";
import { runSeeds } from "./run-seeds.ts";
import { POSITIVE_CONTROLS } from "./sabotages.ts";

describe("the simulator's oracle", () => {
  for (const { bug, sabotage, found, seeds } of POSITIVE_CONTROLS) {
    it(`finds out that ${bug}`, async () => {
      const { failures } = await runSeeds(seeds, { sabotage, concurrency: 3, stopsAtFailure: true });
      const properties = failures.map(({ error }) =>
        error instanceof Violation ? error.property : String(error),
      );
      expect(properties).to.satisfy((all: readonly string[]) => found.some((one) => all.includes(one)));
    });
  }
});
